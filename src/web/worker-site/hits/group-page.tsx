import { useLayoutEffect } from 'preact/hooks'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { useQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'

interface GroupPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Redirects to the next HIT of a group, or says why there is none. */
export function GroupPage({ path: [groupId = ''], query }: GroupPageProps) {
  const { id } = useCurrentWorker()
  const after = query.get('after') ?? undefined
  const { value: group, error } = useQuery(`${id} ${groupId} ${after}`, () =>
    client.request('GET /_mturk/workers/{id}/groups/{groupId}', { id, groupId, after }),
  )
  const hitId = group?.hitId
  useLayoutEffect(() => {
    const suffix = query.has('submitted') ? '?submitted' : ''
    if (hitId !== undefined) navigate(`/worker/${id}/hit/${hitId}${suffix}`, { replace: true })
  }, [hitId])

  if (error) return <ErrorMessage>{error}</ErrorMessage>
  if (!group || hitId !== undefined) return null
  return (
    <div class="page">
      {query.has('submitted') && <SubmittedNotice />}
      <EmptyState title={group.title}>
        <p>{group.ineligibilityReasons.join(' ')}</p>
        <a class="button" href={`/worker/${id}/hits`}>
          Back to HITs
        </a>
      </EmptyState>
    </div>
  )
}

export const SubmittedNotice = () => (
  <p class="note" role="status">
    Your work was submitted.
  </p>
)

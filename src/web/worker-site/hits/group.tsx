import { useEffect } from 'preact/hooks'
import { useAsked } from '../../ui/asked.js'
import { Empty, Failed } from '../../ui/empty.js'
import { go } from '../../ui/place.js'
import { client } from '../client.js'
import { useWorkingAs } from '../working-as.js'

interface GroupProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The way into a group: leads to the next HIT of it, or says that there is none. */
export function Group({ path: [groupId = ''], query }: GroupProps) {
  const { id } = useWorkingAs()
  const after = query.get('after') ?? undefined
  const { value: group, error } = useAsked(`${id} ${groupId} ${after}`, () =>
    client.group(id, groupId, after),
  )
  const hitId = group?.hitId
  useEffect(() => {
    const said = query.has('submitted') ? '?submitted' : ''
    if (hitId !== undefined) go(`/worker/${id}/hit/${hitId}${said}`, { replace: true })
  }, [hitId])

  if (error) return <Failed>{error}</Failed>
  if (!group || hitId !== undefined) return null
  return (
    <div class="page">
      {query.has('submitted') && <Submitted />}
      <Empty title={group.title}>
        <p>{group.reasons.join(' ')}</p>
        <a class="button" href={`/worker/${id}/hits`}>
          To the other HITs
        </a>
      </Empty>
    </div>
  )
}

export const Submitted = () => (
  <p class="note" role="status">
    Your work was submitted.
  </p>
)

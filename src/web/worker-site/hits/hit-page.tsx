import { ActionButton } from '../../ui/action-button.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { HitQuestion } from '../question/hit-question.js'
import { ActiveHit } from './active-hit.js'
import { SubmittedNotice } from './group-page.js'
import { HitHeader } from './hit-header.js'
import { RequirementList } from './requirement-list.js'

interface HitPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** One HIT: a preview until it is accepted. */
export function HitPage({ path: [hitId = ''], query }: HitPageProps) {
  const { id } = useCurrentWorker()
  const {
    value: hit,
    error,
    refresh,
  } = useQuery(`${id} ${hitId}`, () =>
    client.request('GET /_mturk/workers/{id}/hits/{hitId}', { id, hitId }),
  )

  if (error)
    return (
      <div class="page">
        <ErrorMessage>{error}</ErrorMessage>
        <p>
          <a href={`/worker/${id}/hits`}>Back to HITs</a>
        </p>
      </div>
    )
  if (!hit) return null
  if (hit.assignment)
    return <ActiveHit key={hit.assignment.id} hit={hit} assignment={hit.assignment} />

  const isOpen = hit.ineligibilityReasons.length === 0
  return (
    <article class="task">
      {query.has('submitted') && <SubmittedNotice />}
      <HitHeader hit={hit}>
        <div class="buttons">
          <ActionButton
            variant="strong"
            disabled={!isOpen}
            action={async () => {
              await client.accept(id, hitId)
              if (query.size > 0) navigate(`/worker/${id}/hit/${hitId}`, { replace: true })
              refresh()
            }}
          >
            Accept
          </ActionButton>
          <a class="button" href={`/worker/${id}/groups/${hit.hitGroupId}?after=${hitId}`}>
            Skip
          </a>
        </div>
      </HitHeader>
      {isOpen ? (
        <p class="note is-warning">This is a preview. Accept the HIT before you work on it.</p>
      ) : (
        <p class="note is-warning">
          <StatusBadge tone="bad">Not available to you</StatusBadge>{' '}
          {hit.ineligibilityReasons.join(' ')}
        </p>
      )}
      {hit.requirements.length > 0 && <RequirementList requirements={hit.requirements} />}
      <HitQuestion hit={hit} />
    </article>
  )
}

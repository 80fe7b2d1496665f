import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { HITPreviewView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { EmptyState } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { removeDraft } from '../question/drafts.js'
import { HitQuestion } from '../question/hit-question.js'
import { TimeLeft } from '../time-left.js'
import { acceptNextHit, isAutoAcceptEnabled, setAutoAcceptEnabled } from './auto-accept.js'
import { HitHeader } from './hit-header.js'

interface ActiveHitProps {
  readonly hit: HITPreviewView
  readonly assignment: NonNullable<HITPreviewView['assignment']>
}

/** An accepted HIT, until it is submitted, returned or abandoned. */
export function ActiveHit({ hit, assignment }: ActiveHitProps) {
  const article = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // The button that was pressed is gone: the keyboard goes on here, not at the top of the page.
    if (document.activeElement === document.body) article.current?.focus()
  }, [])
  const { id, refresh: refreshWorker } = useCurrentWorker()
  const { value: task, refresh } = useLiveQuery(
    assignment.id,
    () =>
      client.request('GET /_mturk/workers/{id}/assignments/{assignmentId}', {
        id,
        assignmentId: assignment.id,
      }),
    ['assignment'],
  )
  const status = task?.status ?? 'Accepted'

  useEffect(() => {
    if (status === 'Accepted') return
    removeDraft(assignment.id)
    refreshWorker()
    if (status !== 'Returned' && status !== 'Abandoned') void continueToNextHit(id, hit)
  }, [status === 'Accepted'])

  const returnAssignment = useCallback(async () => {
    await client.returnAssignment(id, assignment.id)
    removeDraft(assignment.id)
    refreshWorker()
    navigate(`/worker/${id}/groups/${hit.hitGroupId}?after=${hit.hitId}`)
  }, [id, assignment.id])

  if (status === 'Abandoned')
    return (
      <div class="page">
        <EmptyState title="Your time for this HIT has run out.">
          <p>It was not submitted in time, so other workers can accept it again.</p>
          <a class="button" href={`/worker/${id}/groups/${hit.hitGroupId}`}>
            Go to the next HIT
          </a>
        </EmptyState>
      </div>
    )

  return (
    <article class="task" tabIndex={-1} ref={article} aria-label={hit.title}>
      <HitHeader hit={hit}>
        <div class="buttons">
          <TimeLeft until={assignment.deadline} total={hit.assignmentDurationInSeconds * 1000} />
          <AutoAcceptCheckbox />
          <ActionButton action={returnAssignment}>Return</ActionButton>
        </div>
      </HitHeader>
      <HitQuestion hit={hit} assignmentId={assignment.id} onSubmitted={refresh} />
    </article>
  )
}

function AutoAcceptCheckbox() {
  const [isEnabled, setEnabled] = useState(isAutoAcceptEnabled)
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isEnabled}
        onChange={({ currentTarget: { checked } }) => {
          setAutoAcceptEnabled(checked)
          setEnabled(checked)
        }}
      />
      Auto-accept next HIT
    </label>
  )
}

/** Goes to the next HIT of the group, and accepts it if auto-accept is on. */
async function continueToNextHit(
  workerId: string,
  { hitGroupId, hitId }: HITPreviewView,
): Promise<void> {
  const nextHref = `/worker/${workerId}/groups/${hitGroupId}?after=${hitId}&submitted`
  if (!isAutoAcceptEnabled()) return navigate(nextHref)
  await acceptNextHit(workerId, hitGroupId, hitId).catch(() => navigate(nextHref))
}

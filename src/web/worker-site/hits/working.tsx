import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Json, PreviewedHIT } from '../../../server/control/contract.js'
import { useAsked } from '../../ui/asked.js'
import { Empty } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { go } from '../../ui/place.js'
import { WorkingButton } from '../../ui/working-button.js'
import { client } from '../client.js'
import { Question } from '../question/question.js'
import { TimeLeft } from '../time-left.js'
import { useWorkingAs } from '../working-as.js'
import { acceptNext, acceptsNext, setAcceptsNext } from './accept.js'
import { Offer } from './offer.js'

interface WorkingProps {
  readonly hit: Json<PreviewedHIT>
  readonly work: NonNullable<Json<PreviewedHIT>['assignment']>
}

/** A HIT that the worker has accepted, until it is submitted, given back, or its time is over. */
export function Working({ hit, work }: WorkingProps) {
  const { id, refresh: refreshStanding } = useWorkingAs()
  const { value: task, refresh } = useAsked(work.id, () => client.assignment(id, work.id))
  // What a page posts is not seen from here, and time may run out: the emulator is asked.
  useEvery(2000, refresh)
  const status = task?.status ?? 'Accepted'

  useEffect(() => {
    if (status === 'Accepted') return
    refreshStanding()
    if (status !== 'Returned' && status !== 'Abandoned') void goOn(id, hit)
  }, [status === 'Accepted'])

  const leave = useCallback(async () => {
    await client.giveBack(id, work.id)
    refreshStanding()
    go(`/worker/${id}/groups/${hit.hitGroupId}?after=${hit.hitId}`)
  }, [id, work.id])

  if (status === 'Abandoned')
    return (
      <div class="page">
        <Empty title="Your time for this HIT is over.">
          <p>It was not submitted in time, and is open to others again.</p>
          <a class="button" href={`/worker/${id}/groups/${hit.hitGroupId}`}>
            To the next HIT
          </a>
        </Empty>
      </div>
    )

  return (
    <article class="task">
      <Offer offer={hit}>
        <div class="buttons">
          <TimeLeft until={work.deadline} />
          <AcceptsNext />
          <WorkingButton work={leave}>Return</WorkingButton>
        </div>
      </Offer>
      <Question hit={hit} assignmentId={work.id} submitted={refresh} />
    </article>
  )
}

function AcceptsNext() {
  const [does, setDoes] = useState(acceptsNext)
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={does}
        onChange={({ currentTarget: { checked } }) => {
          setAcceptsNext(checked)
          setDoes(checked)
        }}
      />
      Accept the next one by itself
    </label>
  )
}

/** After work is submitted: the next HIT of the group, accepted if that is wanted. */
async function goOn(workerId: string, { hitGroupId, hitId }: Json<PreviewedHIT>): Promise<void> {
  const toNext = `/worker/${workerId}/groups/${hitGroupId}?after=${hitId}&submitted`
  if (!acceptsNext()) return go(toNext)
  await acceptNext(workerId, hitGroupId, hitId).catch(() => go(toNext))
}

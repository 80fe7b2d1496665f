import type { Pair } from './domain/assignment.js'
import { type Decision, type HIT, keptFor } from './domain/hit.js'
import type { Context } from './world.js'

type Here = Pick<Context, 'store' | 'emit' | 'schedule'>

/** Saves a HIT with the deadlines that follow from its state, and tells what happened. */
export async function saveHit(
  { store, emit, schedule }: Here,
  { next, events }: Decision<HIT>,
): Promise<HIT> {
  const { account, id, expiration, status } = next
  await store.hits.put(next)
  if (next.expired || status === 'Disposed')
    await store.deadlines.remove({ kind: 'expire', subject: id })
  else await schedule({ account, kind: 'expire', subject: id, at: expiration })

  if (status === 'Disposed') await store.deadlines.remove({ kind: 'dispose', subject: id })
  else {
    const at = new Date(expiration.getTime() + keptFor)
    await schedule({ account, kind: 'dispose', subject: id, at })
  }
  await emit(...events)
  return next
}

/** Saves an assignment with its HIT. */
export async function savePair(here: Here, { next, events }: Decision<Pair>): Promise<Pair> {
  const { store, schedule } = here
  const { assignment, hit } = next
  const { account, id, status, deadline, autoApprovalTime } = assignment
  await store.assignments.put(assignment)
  await store.deadlines.remove({ kind: 'abandon', subject: id })
  await store.deadlines.remove({ kind: 'approve', subject: id })
  if (status === 'Accepted') await schedule({ account, kind: 'abandon', subject: id, at: deadline })
  if (status === 'Submitted')
    await schedule({ account, kind: 'approve', subject: id, at: autoApprovalTime! })

  await saveHit(here, { next: hit, events })
  return next
}

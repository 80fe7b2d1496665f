import { abandonAssignment, approveAssignment } from '../../domain/assignment.js'
import { disposeWhenDue, updateStatus } from '../../domain/hit.js'
import type { ScheduledJob } from '../../domain/scheduled-job.js'
import { saveHit, saveAssignment } from '../lifecycle/save.js'
import { type UnitOfWork, inTransaction, type Marketplace } from '../unit-of-work.js'

/** Does what has fallen due, unless it is not so any more. */
export async function runJob(marketplace: Marketplace, job: ScheduledJob): Promise<void> {
  const { account, kind, subject, at } = job
  if (kind === 'simulated-worker') return marketplace.runSimulatedWorker(marketplace, job)
  await inTransaction(withJobRandom(marketplace, job), { account }, async (context) => {
    const current = await context.store.scheduledJobs.find({ kind, subject })
    if (current?.at.getTime() !== at.getTime()) return
    // Whatever comes of it, it is met: what is still to come is written anew.
    await context.store.scheduledJobs.remove({ kind, subject })
    await jobHandlers[kind](context, subject)
  })
}

/** Its IDs are its own: with a seed they are the same whichever process meets it, and after what. */
const withJobRandom = (
  marketplace: Marketplace,
  { kind, subject, at }: ScheduledJob,
): Marketplace => ({
  ...marketplace,
  random: marketplace.random.fork(`${kind} ${subject} ${at.getTime()}`),
})

const jobHandlers: Record<
  Exclude<ScheduledJob['kind'], 'simulated-worker'>,
  (context: UnitOfWork, subject: string) => Promise<void>
> = {
  async expire(context, id) {
    const hit = await context.store.hits.find({ id })
    if (hit) await saveHit(context, updateStatus(hit, context.now))
  },

  async dispose(context, id) {
    const hit = await context.store.hits.find({ id })
    const transition = hit && disposeWhenDue(hit, context.now)
    // What is still open brings the deadline back when it is saved.
    if (transition) await saveHit(context, transition)
  },

  async abandon(context, id) {
    const current = await loadAssignmentWithHit(context, id)
    if (current?.assignment.status === 'Accepted')
      await saveAssignment(context, abandonAssignment(current, context.now))
  },

  async approve(context, id) {
    const current = await loadAssignmentWithHit(context, id)
    if (current?.assignment.status === 'Submitted')
      await saveAssignment(
        context,
        approveAssignment(current, { now: context.now, override: false }),
      )
  },
}

async function loadAssignmentWithHit({ store }: UnitOfWork, id: string) {
  const assignment = await store.assignments.find({ id })
  const hit = assignment && (await store.hits.find({ id: assignment.hitId }))
  return assignment && hit && { assignment, hit }
}

import { abandonAssignment, approveAssignment } from '../../domain/assignment.js'
import { disposeWhenDue, updateStatus } from '../../domain/hit.js'
import type { ScheduledJob } from '../../domain/scheduled-job.js'
import { saveAssignment, saveHit } from '../lifecycle/save-transition.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'

/** Runs a job that is due, unless it was moved or cancelled meanwhile. */
export async function runJob(
  marketplace: Marketplace,
  job: ScheduledJob,
  options: CallOptions = {},
): Promise<void> {
  const { account, kind, subject, at } = job
  if (kind === 'simulated-worker') return marketplace.runSimulatedWorker(job, options)
  const caller = {
    account,
    // With a seed, its IDs do not depend on which process runs it, or on what ran before.
    random: marketplace.random.fork(`${kind} ${subject} ${at.getTime()}`),
    requestFaults: options.requestFaults,
    notifyScheduler: options.notifyScheduler,
  }
  await inTransaction(marketplace, caller, async (context) => {
    const current = await context.store.scheduledJobs.find({ kind, subject })
    if (current?.at.getTime() !== at.getTime()) return
    // The handler may schedule it again.
    context.cancelJob(kind, subject)
    await jobHandlers[kind](context, subject)
  })
}

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
    // A HIT with open assignments schedules the job again when it is next saved.
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

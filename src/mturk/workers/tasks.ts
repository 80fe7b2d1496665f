import type { Assignment, AssignmentState } from '../../domain/assignment.js'
import { centsIn, inDollars } from '../../domain/ledger.js'
import type { Worker } from '../../domain/worker.js'
import { type Context, change, type World } from '../unit-of-work.js'
import { nobody, type Offer, offerOf, typeOf } from './browse.js'
import { asWorkerOf } from './work.js'

/** What a worker took on, and what became of it. */
export interface Task extends Assignment, Offer {
  /** What the requester gave besides the reward, if anything. */
  readonly bonus?: string
}

export interface TaskPage {
  readonly assignments: readonly Task[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** A worker's assignments, newest first. */
export const assignmentsOf = (
  world: World,
  workerId: string,
  page: {
    readonly limit: number
    readonly after?: number
    readonly status?: readonly AssignmentState[]
  },
): Promise<TaskPage> =>
  change(world, nobody, async (context) => {
    const { limit, after, status } = page
    const found = await context.store.assignments.list(
      { workerId, ...(status && { status }) },
      { limit, after, newestFirst: true },
    )
    const assignments = await Promise.all(found.map(({ thing }) => taskOf(world, context, thing)))
    return { assignments, next: found.length === limit ? found.at(-1)!.position : undefined }
  })

/**
 * One of a worker's assignments.
 *
 * @throws WorkerRefusal when the worker has no such assignment
 */
export const assignmentOf = (world: World, workerId: string, assignmentId: string): Promise<Task> =>
  asWorkerOf(world, assignmentId, workerId, (context, assignment) =>
    taskOf(world, context, assignment),
  )

/** How a worker stands: what was done, what came of it, and what is known of the worker. */
export interface Standing {
  readonly worker: Worker
  readonly counts: Readonly<Record<AssignmentState, number>>
  /** In dollars. */
  readonly earned: {
    readonly rewards: string
    readonly bonuses: string
    /** Submitted, and not decided on yet. */
    readonly pending: string
  }
  /** What the world's clock shows. */
  readonly now: Date
}

export const standingOf = (world: World, workerId: string): Promise<Standing> =>
  change(world, nobody, async (context) => {
    const { store, now } = context
    const worker = (await store.workers.find({ id: workerId })) ?? { id: workerId, createdAt: now }
    const counts = {} as Record<AssignmentState, number>
    for (const status of states)
      counts[status] = await store.assignments.count({ workerId, status })

    const cents = { rewards: 0, bonuses: 0, pending: 0 }
    const paid = { workerId, status: ['Submitted', 'Approved', 'Rejected'] }
    for (let after: number | undefined, limit = 100; ; ) {
      const found = await store.assignments.list(paid, { limit, after })
      for (const { thing } of found) {
        const { reward } = await offerBehind(world, context, thing)
        if (thing.status === 'Approved') cents.rewards += centsIn(reward)
        if (thing.status === 'Submitted') cents.pending += centsIn(reward)
        cents.bonuses += centsIn((await bonusOf(context, thing)) ?? '0')
      }
      if (found.length < limit) break
      after = found.at(-1)!.position
    }
    return {
      worker,
      counts,
      earned: {
        rewards: inDollars(cents.rewards),
        bonuses: inDollars(cents.bonuses),
        pending: inDollars(cents.pending),
      },
      now,
    }
  })

const states = ['Accepted', 'Submitted', 'Approved', 'Rejected', 'Returned', 'Abandoned'] as const

const taskOf = async (world: World, context: Context, assignment: Assignment): Promise<Task> => ({
  ...(await offerBehind(world, context, assignment)),
  ...assignment,
  bonus: await bonusOf(context, assignment),
})

async function offerBehind(world: World, context: Context, { hitId }: Assignment): Promise<Offer> {
  const hit = (await context.store.hits.find({ id: hitId }))!
  return { ...offerOf(world, await typeOf(context, hit)), hitGroupId: hit.hitGroupId }
}

async function bonusOf({ store }: Context, { id }: Assignment): Promise<string | undefined> {
  const found = await store.bonusPayments.list({ assignmentId: id })
  if (found.length === 0) return undefined
  return inDollars(found.reduce((sum, { thing }) => sum + centsIn(thing.amount), 0))
}

import type { AssignmentRecord, AssignmentRecordStatus } from '../../domain/assignment.js'
import { fromCents, toCents } from '../../domain/money.js'
import type { WorkerRecord } from '../../domain/worker.js'
import { type UnitOfWork, inTransaction, type Marketplace } from '../unit-of-work.js'
import { anonymousCaller, type HitSummary, summarizeHitType, loadHitType } from './browse.js'
import { asAssignedWorker } from './work.js'

/** What a worker took on, and what became of it. */
export interface WorkerAssignment extends AssignmentRecord, HitSummary {
  /** What the requester gave besides the reward, if anything. */
  readonly bonus?: string
}

export interface WorkerAssignmentPage {
  readonly assignments: readonly WorkerAssignment[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** A worker's assignments, newest first. */
export const listWorkerAssignments = (
  marketplace: Marketplace,
  workerId: string,
  page: {
    readonly limit: number
    readonly after?: number
    readonly status?: readonly AssignmentRecordStatus[]
  },
): Promise<WorkerAssignmentPage> =>
  inTransaction(marketplace, anonymousCaller, async (context) => {
    const { limit, after, status } = page
    const rows = await context.store.assignments.list(
      { workerId, ...(status && { status }) },
      { limit, after, newestFirst: true },
    )
    const assignments = await Promise.all(
      rows.map(({ record }) => toWorkerAssignment(marketplace, context, record)),
    )
    return { assignments, next: rows.length === limit ? rows.at(-1)!.position : undefined }
  })

/**
 * One of a worker's assignments.
 *
 * @throws WorkerRefusal when the worker has no such assignment
 */
export const loadWorkerAssignment = (
  marketplace: Marketplace,
  workerId: string,
  assignmentId: string,
): Promise<WorkerAssignment> =>
  asAssignedWorker(marketplace, assignmentId, workerId, (context, assignment) =>
    toWorkerAssignment(marketplace, context, assignment),
  )

/** How a worker stands: what was done, what came of it, and what is known of the worker. */
export interface WorkerSummary {
  readonly worker: WorkerRecord
  readonly counts: Readonly<Record<AssignmentRecordStatus, number>>
  /** In dollars. */
  readonly earnings: {
    readonly rewards: string
    readonly bonuses: string
    /** Submitted, and not decided on yet. */
    readonly pending: string
  }
  /** What the world's clock shows. */
  readonly now: Date
}

export const summarizeWorker = (
  marketplace: Marketplace,
  workerId: string,
): Promise<WorkerSummary> =>
  inTransaction(marketplace, anonymousCaller, async (context) => {
    const { store, now } = context
    const worker = (await store.workers.find({ id: workerId })) ?? { id: workerId, createdAt: now }
    const counts = {} as Record<AssignmentRecordStatus, number>
    for (const status of assignmentStates)
      counts[status] = await store.assignments.count({ workerId, status })

    const cents = { rewards: 0, bonuses: 0, pending: 0 }
    const submittedFilter = { workerId, status: ['Submitted', 'Approved', 'Rejected'] }
    for (let after: number | undefined, limit = 100; ; ) {
      const rows = await store.assignments.list(submittedFilter, { limit, after })
      for (const { record } of rows) {
        const { reward } = await loadHitSummary(marketplace, context, record)
        if (record.status === 'Approved') cents.rewards += toCents(reward)
        if (record.status === 'Submitted') cents.pending += toCents(reward)
        cents.bonuses += toCents((await sumBonuses(context, record)) ?? '0')
      }
      if (rows.length < limit) break
      after = rows.at(-1)!.position
    }
    return {
      worker,
      counts,
      earnings: {
        rewards: fromCents(cents.rewards),
        bonuses: fromCents(cents.bonuses),
        pending: fromCents(cents.pending),
      },
      now,
    }
  })

const assignmentStates = [
  'Accepted',
  'Submitted',
  'Approved',
  'Rejected',
  'Returned',
  'Abandoned',
] as const

const toWorkerAssignment = async (
  marketplace: Marketplace,
  context: UnitOfWork,
  assignment: AssignmentRecord,
): Promise<WorkerAssignment> => ({
  ...(await loadHitSummary(marketplace, context, assignment)),
  ...assignment,
  bonus: await sumBonuses(context, assignment),
})

async function loadHitSummary(
  marketplace: Marketplace,
  context: UnitOfWork,
  { hitId }: AssignmentRecord,
): Promise<HitSummary> {
  const hit = (await context.store.hits.find({ id: hitId }))!
  return {
    ...summarizeHitType(marketplace, await loadHitType(context, hit)),
    hitGroupId: hit.hitGroupId,
  }
}

async function sumBonuses(
  { store }: UnitOfWork,
  { id }: AssignmentRecord,
): Promise<string | undefined> {
  const rows = await store.bonusPayments.list({ assignmentId: id })
  if (rows.length === 0) return undefined
  return fromCents(rows.reduce((sum, { record }) => sum + toCents(record.amount), 0))
}

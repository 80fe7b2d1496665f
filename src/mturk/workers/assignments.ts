import type { AssignmentRecord, AssignmentRecordStatus } from '../../domain/assignment.js'
import { fromCents, toCents } from '../../domain/money.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { Marketplace } from '../marketplace.js'
import { type ReadContext, readTransaction } from '../read-context.js'
import { type HitSummary, summarizeHitType } from './browse.js'
import { loadHitType } from './load-hit-type.js'
import { loadAssignmentOfWorker } from './work.js'

/** An assignment with its HIT, as its worker sees it. */
export interface WorkerAssignment extends AssignmentRecord, HitSummary {
  /** In dollars; left out when the requester paid none. */
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
  readTransaction(marketplace, async (context) => {
    const { limit, after, status } = page
    const rows = await context.store.assignments.list(
      { workerId, ...(status && { status }) },
      { limit, after, newestFirst: true },
    )
    const assignments = await Promise.all(
      rows.map(({ record }) => toWorkerAssignment(context, record)),
    )
    return { assignments, next: rows.length === limit ? rows.at(-1)!.position : undefined }
  })

/**
 * One of a worker's assignments.
 *
 * @throws WorkerError when the worker has no such assignment
 */
export const loadWorkerAssignment = (
  marketplace: Marketplace,
  workerId: string,
  assignmentId: string,
): Promise<WorkerAssignment> =>
  readTransaction(marketplace, async (context) =>
    toWorkerAssignment(context, await loadAssignmentOfWorker(context, assignmentId, workerId)),
  )

/** A worker's dashboard. */
export interface WorkerSummary {
  readonly worker: WorkerRecord
  readonly counts: Readonly<Record<AssignmentRecordStatus, number>>
  /** In dollars. */
  readonly earnings: {
    readonly rewards: string
    readonly bonuses: string
    /** Submitted, and neither approved nor rejected. */
    readonly pending: string
  }
  /** By the marketplace's clock. */
  readonly now: Date
}

export const summarizeWorker = (
  marketplace: Marketplace,
  workerId: string,
): Promise<WorkerSummary> =>
  readTransaction(marketplace, async (context) => {
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
        const { reward } = await loadHitSummary(context, record)
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
  context: ReadContext,
  assignment: AssignmentRecord,
): Promise<WorkerAssignment> => ({
  ...(await loadHitSummary(context, assignment)),
  ...assignment,
  bonus: await sumBonuses(context, assignment),
})

async function loadHitSummary(
  context: ReadContext,
  { hitId }: AssignmentRecord,
): Promise<HitSummary> {
  const hit = (await context.store.hits.find({ id: hitId }))!
  return {
    ...summarizeHitType(context, await loadHitType(context, hit)),
    hitGroupId: hit.hitGroupId,
  }
}

async function sumBonuses(
  { store }: ReadContext,
  { id }: AssignmentRecord,
): Promise<string | undefined> {
  const rows = await store.bonusPayments.list({ assignmentId: id })
  if (rows.length === 0) return undefined
  return fromCents(rows.reduce((sum, { record }) => sum + toCents(record.amount), 0))
}

import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { QualificationTypeRecord } from '../../domain/qualification.js'
import { HITStatus } from '../../domain/shapes/HIT.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { Store, StoredRow, Transaction, Where } from '../../store/store.js'

/** Records examined in one transaction. */
const maxExamined = 100

/** Deletes up to some records, and returns how many; each call examines those after the last. */
export type UnusedSweep = (
  store: Store,
) => Promise<{ readonly deleted: number; readonly isDone: boolean }>

/** Deletes the oldest HIT types beyond a number that no HIT and no notification setting uses. */
export const sweepHitTypes = (maxCount: number): UnusedSweep =>
  createSweep<HitTypeRecord>(maxCount, {
    where: {},
    getTable: (tx) => tx.hitTypes,
    isUnused: isUnusedHitType,
    remove: (tx, hitType) => tx.hitTypes.remove(hitType),
  })

/** Deletes the oldest workers beyond a number of whom nothing is known but what they once did. */
export const sweepWorkers = (maxCount: number): UnusedSweep =>
  createSweep<WorkerRecord>(maxCount, {
    where: {},
    getTable: (tx) => tx.workers,
    isUnused: isUnknownWorker,
    remove: (tx, worker) => tx.workers.remove(worker),
  })

/**
 * Deletes the oldest qualification types beyond a number that a requester has deleted and no HIT
 * requires, with the scores of workers.
 */
export const sweepQualificationTypes = (maxCount: number): UnusedSweep =>
  createSweep<QualificationTypeRecord>(maxCount, {
    where: { status: 'Disposing' },
    getTable: (tx) => tx.qualificationTypes,
    isUnused: async (tx, { id }) =>
      (await tx.hitRequirements.pluck({ qualificationTypeId: id }, 'hitId', 1)).length === 0,
    async remove(tx, type) {
      await tx.qualifications.removeAll({ qualificationTypeId: type.id })
      await tx.qualificationRequests.removeAll({ qualificationTypeId: type.id })
      await tx.qualificationTypes.remove(type)
    },
  })

/** Deletes the oldest qualification requests beyond a number that are closed; at most 100. */
export const deleteClosedRequests = (store: Store, maxCount: number): Promise<number> =>
  store.transaction(async ({ qualificationRequests }) => {
    const closed = { status: ['Granted', 'Rejected'] }
    const excess = (await qualificationRequests.count(closed)) - maxCount
    if (excess <= 0) return 0
    const ids = await qualificationRequests.pluck(closed, 'id', Math.min(excess, maxExamined))
    return qualificationRequests.removeAll({ id: ids })
  })

async function isUnusedHitType(tx: Transaction, { account, id }: HitTypeRecord): Promise<boolean> {
  if (await tx.subscriptions.find({ account, hitTypeId: id })) return false
  // One status at a time, which the index answers with its first entry.
  for (const status of HITStatus.values ?? [])
    if ((await tx.hits.pluck({ account, hitTypeId: id, status }, 'id', 1)).length > 0) return false
  return true
}

async function isUnknownWorker(
  tx: Transaction,
  { id, locale, adult, master }: WorkerRecord,
): Promise<boolean> {
  if (locale !== undefined || adult !== undefined || master !== undefined) return false
  for (const table of [tx.assignments, tx.qualifications, tx.qualificationRequests])
    if ((await table.pluck({ workerId: id }, 'workerId', 1)).length > 0) return false
  return (await tx.simulatedWorkers.find({ id })) === undefined
}

interface SweptRecords<T> {
  readonly where: Where<'status'>
  getTable(tx: Transaction): {
    count(where: object): Promise<number>
    list(where: object, page: { limit: number; after?: number }): Promise<readonly StoredRow<T>[]>
  }
  isUnused(tx: Transaction, record: T): Promise<boolean>
  remove(tx: Transaction, record: T): Promise<void>
}

function createSweep<T>(
  maxCount: number,
  { where, getTable, isUnused, remove }: SweptRecords<T>,
): UnusedSweep {
  let after: number | undefined
  return (store) =>
    store.transaction(async (tx) => {
      const table = getTable(tx)
      let excess = (await table.count(where)) - maxCount
      if (excess <= 0) return { deleted: 0, isDone: true }
      const rows = await table.list(where, { limit: maxExamined, after })
      let deleted = 0
      for (const { record } of rows) {
        if (excess === 0) break
        if (!(await isUnused(tx, record))) continue
        await remove(tx, record)
        deleted++
        excess--
      }
      const isEnd = rows.length < maxExamined
      after = isEnd ? undefined : rows.at(-1)!.position
      return { deleted, isDone: isEnd || excess === 0 }
    })
}

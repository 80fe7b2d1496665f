import type { HitTypeRecord } from '../../domain/hit-type.js'
import { HITStatus } from '../../domain/shapes/HIT.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { Store, StoredRow, Transaction } from '../../store/store.js'

/** Records examined in one transaction. */
const maxExamined = 100

/** Deletes up to some records, and returns how many; each call examines those after the last. */
export type UnusedSweep = (
  store: Store,
) => Promise<{ readonly deleted: number; readonly isDone: boolean }>

/** Deletes the oldest HIT types beyond a number that no HIT and no notification setting uses. */
export const sweepHitTypes = (maxCount: number): UnusedSweep =>
  createSweep<HitTypeRecord>(maxCount, (tx) => tx.hitTypes, isUnusedHitType)

/** Deletes the oldest workers beyond a number of whom nothing is known but what they once did. */
export const sweepWorkers = (maxCount: number): UnusedSweep =>
  createSweep<WorkerRecord>(maxCount, (tx) => tx.workers, isUnknownWorker)

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

interface SweptTable<T> {
  count(where: object): Promise<number>
  list(where: object, page: { limit: number; after?: number }): Promise<readonly StoredRow<T>[]>
  remove(record: T): Promise<void>
}

function createSweep<T>(
  maxCount: number,
  getTable: (tx: Transaction) => SweptTable<T>,
  isUnused: (tx: Transaction, record: T) => Promise<boolean>,
): UnusedSweep {
  let after: number | undefined
  return (store) =>
    store.transaction(async (tx) => {
      const table = getTable(tx)
      let excess = (await table.count({})) - maxCount
      if (excess <= 0) return { deleted: 0, isDone: true }
      const rows = await table.list({}, { limit: maxExamined, after })
      let deleted = 0
      for (const { record } of rows) {
        if (excess === 0) break
        if (!(await isUnused(tx, record))) continue
        await table.remove(record)
        deleted++
        excess--
      }
      const isEnd = rows.length < maxExamined
      after = isEnd ? undefined : rows.at(-1)!.position
      return { deleted, isDone: isEnd || excess === 0 }
    })
}

import { addToHistory, type WorkerHistory } from '../../domain/worker.js'
import type { Store, Transaction } from '../../store/store.js'

/** HITs deleted in one transaction, so that calls can run in between. */
const maxHits = 100

/**
 * Deletes HITs that were disposed by an instant; at most 100.
 *
 * @param instant in milliseconds of the world's clock
 * @returns how many were deleted
 */
export const deleteHitsDisposedBy = (store: Store, instant: number): Promise<number> =>
  store.transaction(async (tx) => {
    const hits = await tx.hits.listSorted({ disposed: { to: instant } }, 'disposed', maxHits)
    return deleteHits(
      tx,
      hits.map(({ id }) => id),
    )
  })

/** Deletes the oldest disposed HITs beyond a number; at most 100. @returns how many were deleted */
export const deleteExcessDisposedHits = (store: Store, maxCount: number): Promise<number> =>
  store.transaction(async (tx) => {
    const excess = (await tx.hits.count({ status: 'Disposed' })) - maxCount
    if (excess <= 0) return 0
    const ids = await tx.hits.pluck({ status: 'Disposed' }, 'id', Math.min(excess, maxHits))
    return deleteHits(tx, ids.map(String))
  })

/** With their assignments, bonuses and review results. */
async function deleteHits(tx: Transaction, hitIds: readonly string[]): Promise<number> {
  if (hitIds.length === 0) return 0
  await addToHistories(tx, hitIds)
  await tx.assignments.removeAll({ hitId: hitIds })
  await tx.bonusPayments.removeAll({ hitId: hitIds })
  await tx.reviewEntries.removeAll({ hitId: hitIds })
  return tx.hits.removeAll({ id: hitIds })
}

const countedStatuses = {
  approved: 'Approved',
  rejected: 'Rejected',
  returned: 'Returned',
} as const

/** Adds the assignments to the histories of their workers, from which approval rates are computed. */
async function addToHistories(tx: Transaction, hitIds: readonly string[]): Promise<void> {
  const work = new Map<string, WorkerHistory>()
  for (const name of ['approved', 'rejected', 'returned'] as const) {
    const status = countedStatuses[name]
    for (const workerId of await tx.assignments.pluck({ hitId: hitIds, status }, 'workerId')) {
      const done = work.get(String(workerId)) ?? {}
      work.set(String(workerId), { ...done, [name]: (done[name] ?? 0) + 1 })
    }
  }
  for (const [id, done] of work) {
    const worker = await tx.workers.find({ id })
    if (worker) await tx.workers.put(addToHistory(worker, done))
  }
}

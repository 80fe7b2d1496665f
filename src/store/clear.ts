import type { Store, Transaction } from './store.js'
import { tables } from './tables.js'

/** Deletes all finished deliveries and returns how many there were. */
export const deleteFinishedDeliveries = (store: Store): Promise<number> =>
  store.transaction((tx) => tx.deliveries.removeAll({ status: ['sent', 'failed'] }))

/** Deletes the deliveries that had finished by an instant and returns how many there were. */
export const deleteDeliveriesFinishedBy = (store: Store, instant: number): Promise<number> =>
  store.transaction((tx) => tx.deliveries.removeAll({ ended: { to: instant } }))

/** Deletes all data except the live processes and the metadata, which holds the clock. */
export const clearAll = (store: Store): Promise<void> =>
  store.transaction(async (tx) => {
    const kinds = Object.keys(tables).filter((kind) => !['processes', 'metadata'].includes(kind))
    for (const kind of kinds as (keyof Transaction)[]) await tx[kind].removeAll({})
  })

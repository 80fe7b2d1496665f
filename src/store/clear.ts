import type { Store, Transaction } from './store.js'
import { tables } from './tables.js'

/** Forgets what was delivered, or was given up; what is on its way stays. */
export const deleteFinishedDeliveries = (store: Store): Promise<number> =>
  store.transaction((tx) => tx.deliveries.removeAll({ status: ['sent', 'failed'] }))

/** Forgets what was delivered, or was given up, by then; returns how many there were. */
export const deleteDeliveriesFinishedBy = (store: Store, instant: number): Promise<number> =>
  store.transaction((tx) => tx.deliveries.removeAll({ ended: { to: instant } }))

/** Forgets the whole world, but for who is alive in it, and what time it is there. */
export const clearAll = (store: Store): Promise<void> =>
  store.transaction(async (tx) => {
    const kinds = Object.keys(tables).filter((kind) => !['processes', 'metadata'].includes(kind))
    for (const kind of kinds as (keyof Transaction)[]) await tx[kind].removeAll({})
  })

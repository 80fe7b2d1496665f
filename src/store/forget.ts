import type { Store, Transaction } from './store.js'
import { tables } from './tables.js'

/** Forgets what was delivered, or was given up; what is on its way stays. */
export const forgetDeliveries = (store: Store): Promise<number> =>
  store.transaction((tx) => tx.deliveries.removeAll({ status: ['sent', 'failed'] }))

/** Forgets the whole world. */
export const forgetEverything = (store: Store): Promise<void> =>
  store.transaction(async (tx) => {
    for (const kind of Object.keys(tables) as (keyof Transaction)[]) await tx[kind].removeAll({})
  })

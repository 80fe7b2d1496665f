import type { Store } from '../../store/store.js'

/** Deletes the tokens that have expired by an instant of the world's clock; returns how many. */
export const deleteExpiredTokens = (store: Store, instant: number): Promise<number> =>
  store.transaction((tx) => tx.idempotencyTokens.removeAll({ expires: { to: instant } }))

/** Deletes the oldest tokens beyond a number; returns how many. */
export const deleteExcessTokens = (store: Store, maxCount: number): Promise<number> =>
  store.transaction(async (tx) => {
    const page = { limit: 1, offset: maxCount, newestFirst: true }
    const [newest] = await tx.idempotencyTokens.list({}, page)
    return newest ? tx.idempotencyTokens.removeAll({ position: { to: newest.position } }) : 0
  })

import type { Store } from './store.js'

/** Increments and returns the number of starts; 1 is the first. */
export const countStart = (store: Store): Promise<number> =>
  store.transaction(async (tx) => {
    const entry = await tx.metadata.find({ name: 'starts' })
    const count = (entry?.value.count ?? 0) + 1
    await tx.metadata.put({ name: 'starts', value: { count } })
    return count
  })

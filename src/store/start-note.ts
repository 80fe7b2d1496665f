import type { Store } from './store.js'

/** Counts a process that begins with this world; 1 is the world's first. */
export const countStart = (store: Store): Promise<number> =>
  store.transaction(async (tx) => {
    const note = await tx.notes.find({ name: 'starts' })
    const count = (note?.value.count ?? 0) + 1
    await tx.notes.put({ name: 'starts', value: { count } })
    return count
  })

import { type ClockState, pickLaterClock } from '../core/clock.js'
import type { Store, Transaction } from './store.js'

/** A stored clock, with the number of changes so far. */
interface SavedClock extends ClockState {
  readonly version: number
}

/** The stored state of the clock, from which a restarted process continues. */
export const loadClock = (store: Store): Promise<SavedClock> => store.transaction(readClock)

/** Stores the state of the clock, or the later state that another process has stored. */
export const saveClock = (store: Store, current: ClockState): Promise<SavedClock> =>
  store.transaction(async (tx) => {
    const { version, ...before } = await readClock(tx)
    const { frozenAt, offset } = pickLaterClock(current, before)
    const value = { frozenAt: frozenAt?.toISOString(), offset, count: version + 1 }
    await tx.metadata.put({ name: 'clock', value })
    return { frozenAt, offset, version: version + 1 }
  })

async function readClock(tx: Transaction): Promise<SavedClock> {
  const entry = await tx.metadata.find({ name: 'clock' })
  const { frozenAt, offset = 0, count = 0 } = entry?.value ?? {}
  return {
    frozenAt: frozenAt === undefined ? undefined : new Date(frozenAt),
    offset,
    version: count,
  }
}

/** Increments and returns the number of starts; 1 is the first. */
export const countStart = (store: Store): Promise<number> =>
  store.transaction(async (tx) => {
    const entry = await tx.metadata.find({ name: 'starts' })
    const count = (entry?.value.count ?? 0) + 1
    await tx.metadata.put({ name: 'starts', value: { count } })
    return count
  })

import { type ClockState, pickLaterClock } from '../core/clock.js'
import type { Store, Transaction } from './store.js'

/** How a world's clock stood when it was left, and how often it had been moved by then. */
interface SavedClock extends ClockState {
  readonly version: number
}

/** How the world's clock stood when a process left it: a world in a file goes on from there. */
export const loadClock = (store: Store): Promise<SavedClock> => store.transaction(readClock)

/** Notes how the clock stands; where another process has moved it further, it stands there. */
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

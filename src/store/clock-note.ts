import { type ClockState, furtherOf } from '../core/clock.js'
import type { Store, Transaction } from './store.js'

/** How a world's clock stood when it was left, and how often it had been moved by then. */
export interface ClockLeft extends ClockState {
  readonly version: number
}

/** How the world's clock stood when a process left it: a world in a file goes on from there. */
export const clockLeftIn = (store: Store): Promise<ClockLeft> => store.transaction(left)

/** Notes how the clock stands; where another process has moved it further, it stands there. */
export const leaveClockIn = (store: Store, mine: ClockState): Promise<ClockLeft> =>
  store.transaction(async (tx) => {
    const { version, ...before } = await left(tx)
    const { stands, ahead } = furtherOf(mine, before)
    const value = { stands: stands?.toISOString(), ahead, count: version + 1 }
    await tx.notes.put({ name: 'clock', value })
    return { stands, ahead, version: version + 1 }
  })

async function left(tx: Transaction): Promise<ClockLeft> {
  const note = await tx.notes.find({ name: 'clock' })
  const { stands, ahead = 0, count = 0 } = note?.value ?? {}
  return { stands: stands === undefined ? undefined : new Date(stands), ahead, version: count }
}

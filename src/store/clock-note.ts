import type { ClockState } from '../clock/clock.js'
import type { Store } from './store.js'

/** How the world's clock stood when a process left it: a world in a file goes on from there. */
export const clockLeftIn = (store: Store): Promise<ClockState> =>
  store.transaction(async (tx) => {
    const note = await tx.notes.find({ name: 'clock' })
    const { stands, ahead = 0 } = note?.value ?? {}
    return { stands: stands === undefined ? undefined : new Date(stands), ahead }
  })

export const leaveClockIn = (store: Store, { stands, ahead }: ClockState): Promise<void> =>
  store.transaction((tx) =>
    tx.notes.put({ name: 'clock', value: { stands: stands?.toISOString(), ahead } }),
  )

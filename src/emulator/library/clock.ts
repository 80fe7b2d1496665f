import { instantAfter } from '../../core/duration.js'
import { advance } from '../../mturk/scheduler/advance-clock.js'
import type { Emulator } from '../create-emulator.js'

/** The world's clock, in a test's hands. */
export interface Clock {
  now(): Date
  /**
   * Moves it by an ISO 8601 duration (`PT1H`, `P3D`) or to an instant, stopping at every deadline on
   * the way.
   *
   * @throws RangeError when that is no duration, or lies in the past
   */
  advance(to: string | Date): Promise<void>
  freeze(): Promise<void>
  /** Sets it going from where it stands. */
  run(): Promise<void>
}

export function clockOf({ world, worldClock, rewind }: Emulator): Clock {
  return {
    now: () => worldClock.now(),
    async advance(to) {
      const now = worldClock.now()
      const instant = typeof to === 'string' ? instantAfter(now, to) : to
      if (!instant || Number.isNaN(instant.getTime()) || instant < now)
        throw new RangeError(
          `The clock stands at ${now.toISOString()} and cannot be moved to "${to}". Give a duration such as PT1H or P3D, or a later instant.`,
        )
      await advance(world, worldClock, instant)
      await rewind()
    },
    async freeze() {
      worldClock.freeze()
      await rewind()
    },
    async run() {
      worldClock.run()
      await rewind()
    },
  }
}

import { addDuration } from '../../core/duration.js'
import { advanceClock } from '../../mturk/scheduler/advance-clock.js'
import type { EmulatorInstance } from '../create-emulator.js'

/** The world's clock, in a test's hands. */
export interface TestClock {
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

export function createTestClock({
  marketplace,
  worldClock,
  clockChanged,
}: EmulatorInstance): TestClock {
  return {
    now: () => worldClock.now(),
    async advance(to) {
      const now = worldClock.now()
      const instant = typeof to === 'string' ? addDuration(now, to) : to
      if (!instant || Number.isNaN(instant.getTime()) || instant < now)
        throw new RangeError(
          `The clock stands at ${now.toISOString()} and cannot be moved to "${to}". Give a duration such as PT1H or P3D, or a later instant.`,
        )
      await advanceClock(marketplace, worldClock, instant)
      await clockChanged()
    },
    async freeze() {
      worldClock.freeze()
      await clockChanged()
    },
    async run() {
      worldClock.run()
      await clockChanged()
    },
  }
}

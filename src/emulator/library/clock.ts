import { addDuration } from '../../core/duration.js'
import type { EmulatorInstance } from '../create-emulator.js'

/** Control of the emulator's clock. */
export interface TestClock {
  now(): Date
  /**
   * Advances by an ISO 8601 duration (`PT1H`, `P3D`) or to an instant, and runs each job that
   * becomes due at its own time.
   *
   * @throws RangeError when the argument is not a duration or lies in the past
   * @throws AdvanceStoppedError when the clock is frozen, or the advance stopped, on the way
   */
  advance(to: string | Date): Promise<void>
  freeze(): Promise<void>
  /** Resumes from the current time. */
  run(): Promise<void>
}

export function createTestClock({
  marketplace,
  worldClock,
  clockChanged,
  advances,
  stopAdvances,
}: EmulatorInstance): TestClock {
  return {
    now: () => worldClock.now(),
    async advance(to) {
      const now = worldClock.now()
      const instant = typeof to === 'string' ? addDuration(now, to) : to
      if (!instant || Number.isNaN(instant.getTime()) || instant < now)
        throw new RangeError(
          `The clock shows ${now.toISOString()} and cannot be moved to "${to}". Give a duration such as PT1H or P3D, or a later instant.`,
        )
      await advances.run(marketplace, worldClock, instant)
    },
    async freeze() {
      await stopAdvances()
      worldClock.freeze()
      await clockChanged()
    },
    async run() {
      worldClock.run()
      await clockChanged()
    },
  }
}

import type { Timer } from '../clock/timer.js'
import type { Delivery, DeliveryLog } from './delivery.js'

export interface RecordKeeperOptions {
  readonly log: DeliveryLog
  readonly timer: Timer
  readonly report: (error: unknown) => void
}

/** The first and the longest pause before writing down is tried again, in milliseconds. */
const firstPause = 100
const longestPause = 5000

/** Writes down how deliveries went, however long the log cannot be written. */
export class RecordKeeper {
  readonly #options: RecordKeeperOptions
  readonly #resting = new Set<() => void>()
  #ended = false

  constructor(options: RecordKeeperOptions) {
    this.#options = options
  }

  /**
   * Until it is written down how they went, nothing more goes there: it would not be known either.
   * They are not sent again for that, but by whoever comes after this process when it is stopped.
   *
   * @param delayed called when it cannot be written down at once
   */
  async write(after: readonly Delivery[], delayed: () => void): Promise<readonly Delivery[]> {
    const { log, report } = this.#options
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      try {
        return await log.record(after)
      } catch (error) {
        if (pause === firstPause) report(error)
        if (this.#ended) return []
        delayed()
        await this.#rest(pause)
      }
    }
  }

  /** What cannot be written down now never is. */
  end(): void {
    this.#ended = true
    for (const wake of this.#resting) wake()
  }

  async #rest(pause: number): Promise<void> {
    let wake = () => {}
    const rested = new Promise<void>((resolve) => {
      wake = resolve
    })
    const callOff = this.#options.timer.after(pause, wake)
    this.#resting.add(wake)
    await rested
    this.#resting.delete(wake)
    callOff()
  }
}

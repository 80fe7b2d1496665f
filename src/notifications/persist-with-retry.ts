import type { Timer } from '../core/timer.js'

export interface RecordKeeperOptions {
  readonly timer: Timer
  readonly report: (error: unknown) => void
}

/** The first and the longest pause before writing down is tried again, in milliseconds. */
const firstPause = 100
const longestPause = 5000

/** Writes down what became of deliveries, however long the log cannot be written. */
export class RecordKeeper {
  readonly #options: RecordKeeperOptions
  readonly #resting = new Set<() => void>()
  #ended = false

  constructor(options: RecordKeeperOptions) {
    this.#options = options
  }

  /**
   * Does what must be written down before anything more goes to a destination: of what is not
   * written down, nobody would know either.
   *
   * @param delayed called when it cannot be done at once
   * @returns nothing when it could not be done before the end
   */
  async insist<T>(write: () => Promise<T>, delayed = () => {}): Promise<T | undefined> {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      try {
        return await write()
      } catch (error) {
        if (pause === firstPause) this.#options.report(error)
        if (this.#ended) return undefined
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

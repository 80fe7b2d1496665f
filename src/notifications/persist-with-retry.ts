import { sleep, type Timer } from '../core/timer.js'

interface RetryingWriterOptions {
  readonly timer: Timer
  readonly report: (error: unknown) => void
}

/** The first and the longest pause before writing down is tried again, in milliseconds. */
const initialBackoff = 100
const maxBackoff = 5000

/** Writes down what became of deliveries, however long the log cannot be written. */
export class RetryingWriter {
  readonly #options: RetryingWriterOptions
  readonly #stopped = new AbortController()

  constructor(options: RetryingWriterOptions) {
    this.#options = options
  }

  /**
   * Does what must be written down before anything more goes to a destination: of what is not
   * written down, nobody would know either.
   *
   * @param onRetry called when it cannot be done at once
   * @returns nothing when it could not be done before the end
   */
  async persistWithRetry<T>(write: () => Promise<T>, onRetry = () => {}): Promise<T | undefined> {
    for (let backoff = initialBackoff; ; backoff = Math.min(backoff * 2, maxBackoff)) {
      try {
        return await write()
      } catch (error) {
        if (backoff === initialBackoff) this.#options.report(error)
        if (this.#stopped.signal.aborted) return undefined
        onRetry()
        await sleep(this.#options.timer, backoff, this.#stopped.signal)
      }
    }
  }

  /** What cannot be written down now never is. */
  stop(): void {
    this.#stopped.abort()
  }
}

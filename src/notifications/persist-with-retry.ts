import { sleep, type Timer } from '../core/timer.js'

interface RetryingWriterOptions {
  readonly timer: Timer
  readonly report: (error: unknown) => void
}

/** The first and the longest delay before a write is retried, in milliseconds. */
const initialBackoff = 100
const maxBackoff = 5000

/** Records the results of deliveries, however long the log cannot be written. */
export class RetryingWriter {
  readonly #options: RetryingWriterOptions
  readonly #stopped = new AbortController()

  constructor(options: RetryingWriterOptions) {
    this.#options = options
  }

  /**
   * Retries a write until it succeeds. The destination's queue waits meanwhile, so no result is lost.
   *
   * @param onRetry called before each retry
   * @returns `undefined` when the writer was stopped before it succeeded
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

  /** Gives up writes that fail from now on. */
  stop(): void {
    this.#stopped.abort()
  }
}

import type { Timer } from '../core/timer.js'

/** Limits how long work may take, and aborts all of it when the emulator is closed. */
export class Timeouts {
  readonly #timer: Timer
  readonly #running = new Set<(reason: string) => void>()
  #isAborted = false

  constructor(timer: Timer) {
    this.#timer = timer
  }

  /**
   * Rejects after the limit, even when the work ignores the signal.
   *
   * @param limit in milliseconds
   */
  run<T>(limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        const error = new Error(reason)
        reject(error)
        controller.abort(error)
      }
      const cancel = Number.isFinite(limit)
        ? this.#timer.after(limit, () => fail(`No answer within ${limit} ms.`))
        : () => {}
      this.#running.add(fail)
      work(controller.signal)
        .then(resolve, reject)
        .finally(() => {
          cancel()
          this.#running.delete(fail)
        })
    })
  }

  /** Whether `abortAll` was called. */
  get isAborted(): boolean {
    return this.#isAborted
  }

  abortAll(reason: string): void {
    this.#isAborted = true
    for (const fail of this.#running) fail(reason)
  }
}

const neverAborted = new AbortController().signal

/** For in-process work, which cannot hang. */
export const noTimeout = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  work(neverAborted)

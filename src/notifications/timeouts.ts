import type { Timer } from '../core/timer.js'

/** Limits the duration of operations, and ends all of them at shutdown. */
export class Timeouts {
  readonly #timer: Timer
  readonly #running = new Set<(reason: string) => void>()

  constructor(timer: Timer) {
    this.#timer = timer
  }

  /**
   * Does not wait for operations that ignore the signal.
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

  abortAll(reason: string): void {
    for (const fail of this.#running) fail(reason)
  }
}

const neverAborted = new AbortController().signal

/** No timeout, for in-process operations that finish at once. */
export const noTimeout = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  work(neverAborted)

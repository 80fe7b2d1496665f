import type { Timer } from '../core/timer.js'

/** Gives whatever is under way its time and no more, and ends it all when the end has come. */
export class TimeLimits {
  readonly #timer: Timer
  readonly #underWay = new Set<(reason: string) => void>()

  constructor(timer: Timer) {
    this.#timer = timer
  }

  /**
   * What does not heed the signal is not waited for either.
   *
   * @param limit in milliseconds
   */
  within<T>(limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController()
    return new Promise((resolve, reject) => {
      const giveUp = (reason: string) => {
        const error = new Error(reason)
        reject(error)
        abort.abort(error)
      }
      const callOff = Number.isFinite(limit)
        ? this.#timer.after(limit, () => giveUp(`No answer within ${limit} ms.`))
        : () => {}
      this.#underWay.add(giveUp)
      work(abort.signal)
        .then(resolve, reject)
        .finally(() => {
          callOff()
          this.#underWay.delete(giveUp)
        })
    })
  }

  endAll(reason: string): void {
    for (const giveUp of this.#underWay) giveUp(reason)
  }
}

const never = new AbortController().signal

/** For what is over as soon as it is begun: no wire is in between. */
export const unlimited = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => work(never)

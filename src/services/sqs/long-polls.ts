import type { Clock } from '../../core/clock.js'
import type { Limiter } from '../../core/limiter.js'
import type { Timer } from '../../core/timer.js'
import { tooManyLongPolls } from './errors.js'

export interface LongPollDependencies {
  /** The wall's. */
  readonly clock: Clock
  readonly timer: Timer
  /** Taken by those who wait for a message. */
  readonly limiter: Limiter
}

/** Those who wait in front of an empty queue: whoever came first is woken first. */
export class LongPolls {
  readonly #clock: Clock
  readonly #timer: Timer
  readonly #limiter: Limiter
  readonly #waiters = new Set<() => void>()

  constructor({ clock, timer, limiter }: LongPollDependencies) {
    this.#clock = clock
    this.#timer = timer
    this.#limiter = limiter
  }

  /** Does what waits while there is room for that; @throws QueueFault when there is none */
  async withSlot<T>(poll: () => Promise<T>): Promise<T> {
    const release = this.#limiter.acquire()
    if (!release) throw tooManyLongPolls()
    return poll().finally(release)
  }

  /**
   * Resolves when a message may be ready, when the time is over or when the client has gone.
   *
   * @param timeout how long to wait at most, in milliseconds
   * @param nextVisibleAt when the next hidden message comes due, in epoch milliseconds
   */
  wait(
    timeout: number,
    nextVisibleAt = Number.POSITIVE_INFINITY,
    signal: AbortSignal,
  ): Promise<void> {
    const delay = Math.max(Math.min(timeout, nextVisibleAt - this.#clock.now().getTime()), 0)
    return new Promise((resolve) => {
      const wake = () => {
        cancelTimer()
        signal.removeEventListener('abort', wake)
        this.#waiters.delete(wake)
        resolve()
      }
      const cancelTimer = this.#timer.after(delay, wake)
      signal.addEventListener('abort', wake)
      this.#waiters.add(wake)
    })
  }

  wakeOne(): void {
    const [first] = this.#waiters
    first?.()
  }
}

import type { Clock } from '../../core/clock.js'
import type { Limiter } from '../../core/limiter.js'
import type { Timer } from '../../core/timer.js'
import { tooManyLongPolls } from './errors.js'

export interface LongPollDependencies {
  /** Real time. */
  readonly clock: Clock
  readonly timer: Timer
  /** Limits the number of open long polls. */
  readonly limiter: Limiter
}

/** The open long polls of a queue; the oldest is woken first. */
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

  get hasStopped(): boolean {
    return this.#limiter.stopping.aborted
  }

  /** Runs a long poll. @throws SqsError when too many are open */
  async withSlot<T>(poll: () => Promise<T>): Promise<T> {
    const release = this.#limiter.acquire()
    if (!release) throw tooManyLongPolls()
    return poll().finally(release)
  }

  /**
   * Resolves when a message may be ready, after the timeout, or when the client disconnects
   * or the emulator stops.
   *
   * @param timeout in milliseconds
   * @param nextVisibleAt when the next hidden message becomes visible, in epoch milliseconds
   */
  wait(
    timeout: number,
    nextVisibleAt = Number.POSITIVE_INFINITY,
    signal: AbortSignal,
  ): Promise<void> {
    const { stopping } = this.#limiter
    const delay = Math.max(Math.min(timeout, nextVisibleAt - this.#clock.now().getTime()), 0)
    return new Promise((resolve) => {
      const wake = () => {
        cancelTimer()
        signal.removeEventListener('abort', wake)
        stopping.removeEventListener('abort', wake)
        this.#waiters.delete(wake)
        resolve()
      }
      const cancelTimer = this.#timer.after(delay, wake)
      signal.addEventListener('abort', wake)
      stopping.addEventListener('abort', wake)
      this.#waiters.add(wake)
    })
  }

  wakeOne(): void {
    const [first] = this.#waiters
    first?.()
  }
}

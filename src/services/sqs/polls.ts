import type { Clock } from '../../core/clock.js'
import type { Seats } from '../../core/limiter.js'
import type { Timer } from '../../core/timer.js'
import { tooManyWait } from './fault.js'

export interface PollsNeeds {
  /** The wall's. */
  readonly clock: Clock
  readonly timer: Timer
  /** Taken by those who wait for a message. */
  readonly seats: Seats
}

/** Those who wait in front of an empty queue: whoever came first is woken first. */
export class Polls {
  readonly #clock: Clock
  readonly #timer: Timer
  readonly #seats: Seats
  readonly #waiting = new Set<() => void>()

  constructor({ clock, timer, seats }: PollsNeeds) {
    this.#clock = clock
    this.#timer = timer
    this.#seats = seats
  }

  /** Does what waits while there is room for that; @throws QueueFault when there is none */
  async seated<T>(waits: () => Promise<T>): Promise<T> {
    const leave = this.#seats.take()
    if (!leave) throw tooManyWait()
    return waits().finally(leave)
  }

  /**
   * Resolves when a message may be ready, when the time is over or when the client has gone.
   *
   * @param left how long to wait at most, in milliseconds
   * @param nextDue when the next hidden message comes due, in epoch milliseconds
   */
  wait(left: number, nextDue = Number.POSITIVE_INFINITY, gone: AbortSignal): Promise<void> {
    const delay = Math.max(Math.min(left, nextDue - this.#clock.now().getTime()), 0)
    return new Promise((resolve) => {
      const wake = () => {
        callOff()
        gone.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const callOff = this.#timer.after(delay, wake)
      gone.addEventListener('abort', wake)
      this.#waiting.add(wake)
    })
  }

  wakeOne(): void {
    const [first] = this.#waiting
    first?.()
  }
}

import { realClock, WorldClock } from '../../src/core/clock.js'
import type { Timer } from '../../src/core/timer.js'

/** A clock that tests advance, and a timer whose callbacks run as it advances. */
export class ManualClock extends WorldClock implements Timer {
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>()

  constructor(start = new Date('2026-01-01T00:00:00Z')) {
    super(realClock, start)
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { at: this.now().getTime() + delay, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Whether a callback is scheduled. */
  get hasPendingTimers(): boolean {
    return this.#timers.size > 0
  }

  /** Advances the clock and runs the callbacks that are due, in order. */
  advanceBy(milliseconds: number): void {
    this.moveTo(new Date(this.now().getTime() + milliseconds))
    const due = [...this.#timers].filter(({ at }) => at <= this.now().getTime())
    for (const timer of due.sort((a, b) => a.at - b.at)) {
      this.#timers.delete(timer)
      timer.callback()
    }
  }
}

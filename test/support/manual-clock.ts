import { realClock, WorldClock } from '../../src/core/clock.js'
import type { Timer } from '../../src/core/timer.js'

/** A wall of one's own: a clock that is moved by hand, and a timer that rings as it moves. */
export class ManualClock extends WorldClock implements Timer {
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>()

  constructor(start = new Date('2026-01-01T00:00:00Z')) {
    super(realClock, start)
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { at: this.now().getTime() + delay, callback: callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Whether anybody waits for the clock to move on. */
  get hasPendingTimers(): boolean {
    return this.#timers.size > 0
  }

  /** Moves on by so many milliseconds and rings for whoever is due, in order. */
  advanceBy(milliseconds: number): void {
    this.moveTo(new Date(this.now().getTime() + milliseconds))
    const due = [...this.#timers].filter(({ at }) => at <= this.now().getTime())
    for (const timer of due.sort((a, b) => a.at - b.at)) {
      this.#timers.delete(timer)
      timer.callback()
    }
  }
}

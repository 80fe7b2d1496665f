import { WorldClock, wallClock } from '../../src/core/clock.js'
import type { Timer } from '../../src/core/timer.js'

/** A wall of one's own: a clock that is moved by hand, and a timer that rings as it moves. */
export class HandClock extends WorldClock implements Timer {
  readonly #set = new Set<{ readonly at: number; readonly wake: () => void }>()

  constructor(start = new Date('2026-01-01T00:00:00Z')) {
    super(wallClock, start)
  }

  after(delay: number, wake: () => void): () => void {
    const alarm = { at: this.now().getTime() + delay, wake }
    this.#set.add(alarm)
    return () => this.#set.delete(alarm)
  }

  /** Whether anybody waits for the clock to move on. */
  get isAwaited(): boolean {
    return this.#set.size > 0
  }

  /** Moves on by so many milliseconds and rings for whoever is due, in order. */
  pass(milliseconds: number): void {
    this.moveTo(new Date(this.now().getTime() + milliseconds))
    const due = [...this.#set].filter(({ at }) => at <= this.now().getTime())
    for (const alarm of due.sort((a, b) => a.at - b.at)) {
      this.#set.delete(alarm)
      alarm.wake()
    }
  }
}

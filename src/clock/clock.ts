/** Where every instant in the emulator comes from. */
export interface Clock {
  now(): Date
}

/** The time on the wall: tries, time-outs and long polls go by it, however the world's clock stands. */
export const wallClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is told to move. It never runs backwards. */
export class MovableClock implements Clock {
  #now: Date

  constructor(start: Date) {
    this.#now = start
  }

  now(): Date {
    return this.#now
  }

  /** @throws RangeError when the instant lies before the one the clock shows. */
  moveTo(instant: Date): void {
    if (instant < this.#now)
      throw new RangeError(`The clock stands at ${this.#now.toISOString()} and cannot go back.`)
    this.#now = instant
  }
}

/** Where every instant in the emulator comes from. */
export interface Clock {
  now(): Date
}

/** What the machine says the time is; whoever runs the machine may set it, back too. */
export const systemClock: Clock = { now: () => new Date() }

/** Set back by less than this many milliseconds, a clock is waited for; by more, it is not. */
const shortWait = 1000

/**
 * The time on the wall as one who also feels it pass sees it: when the wall's clock is set back it
 * goes on, and when that is set ahead it goes along.
 *
 * @param elapsed milliseconds that have passed since whenever, which nobody can set
 */
export function steady(wall: Clock, elapsed: () => number): Clock {
  let latest = wall.now().getTime()
  let lookedAt = elapsed()
  return {
    now() {
      const passed = latest + elapsed() - lookedAt
      lookedAt += passed - latest
      const shown = wall.now().getTime()
      latest = passed - shown < shortWait ? Math.max(latest, shown) : passed
      return new Date(latest)
    },
  }
}

/** The time on the wall: tries, time-outs and long polls go by it, however the world's clock stands. */
export const wallClock: Clock = steady(systemClock, () => performance.now())

/** How a world's clock stands to the wall's. */
export interface ClockState {
  /** Where it stands still, when it does. */
  readonly stands?: Date
  /** By how many milliseconds it is ahead of the wall's when it runs. */
  readonly ahead: number
}

/** The one that is further, of two that both stand or both run; else the first, which is the newer. */
export function furtherOf(newer: ClockState, older: ClockState): ClockState {
  if (newer.stands && older.stands) return older.stands > newer.stands ? older : newer
  if (!newer.stands && !older.stands) return older.ahead > newer.ahead ? older : newer
  return newer
}

/**
 * The world's clock: stands still until it is moved, or goes with the wall's, ahead of it by as much
 * as it was moved. It never runs backwards.
 */
export class WorldClock implements Clock {
  readonly #wall: Clock
  #stands: Date | undefined
  #ahead = 0
  #latest = Number.NEGATIVE_INFINITY

  /** @param stands where it stands still; it runs unless this is given */
  constructor(wall: Clock, stands?: Date) {
    this.#wall = wall
    this.#stands = stands
  }

  get isFrozen(): boolean {
    return this.#stands !== undefined
  }

  get state(): ClockState {
    return { stands: this.#stands, ahead: this.#ahead }
  }

  now(): Date {
    if (this.#stands) return this.#stands
    // The wall's clock may be set back; ours waits for it then.
    this.#latest = Math.max(this.#latest, this.#wall.now().getTime() + this.#ahead)
    return new Date(this.#latest)
  }

  /** @throws RangeError when the instant lies before the one the clock shows */
  moveTo(instant: Date): void {
    const now = this.now()
    if (instant < now)
      throw new RangeError(`The clock stands at ${now.toISOString()} and cannot go back.`)
    this.reach(instant)
  }

  /** Moves on to an instant, unless it has come that far by itself. */
  reach(instant: Date): void {
    const now = this.now()
    if (instant <= now) return
    if (this.#stands) this.#stands = instant
    else this.#ahead += instant.getTime() - now.getTime()
  }

  freeze(): void {
    this.#stands ??= this.now()
  }

  /** Goes on from where it stands. */
  run(): void {
    if (!this.#stands) return
    this.#ahead = this.#stands.getTime() - this.#wall.now().getTime()
    this.#latest = this.#stands.getTime()
    this.#stands = undefined
  }

  /** Shows what another process's clock shows, of the same world. */
  follow({ stands, ahead }: ClockState): void {
    this.#stands = stands
    this.#ahead = ahead
  }

  /** Goes on as it was left; one that was told where to stand stands there, or where it had come to. */
  restore({ stands, ahead }: ClockState): void {
    if (this.#stands) {
      if (stands && stands > this.#stands) this.#stands = stands
      return
    }
    this.#stands = stands
    this.#ahead = ahead
  }
}

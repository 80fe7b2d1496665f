/** Where every instant in the emulator comes from. */
export interface Clock {
  now(): Date
}

/** What the machine says the time is; whoever runs the machine may set it, back too. */
export const systemClock: Clock = { now: () => new Date() }

/** Set back by less than this many milliseconds, a clock is waited for; by more, it is not. */
const setbackToleranceMs = 1000

/**
 * The time on the wall as one who also feels it pass sees it: when the wall's clock is set back it
 * goes on, and when that is set ahead it goes along.
 *
 * @param elapsedMs milliseconds that have passed since whenever, which nobody can set
 */
export function createMonotonicClock(source: Clock, elapsedMs: () => number): Clock {
  let latest = source.now().getTime()
  let lastElapsedMs = elapsedMs()
  return {
    now() {
      const expected = latest + elapsedMs() - lastElapsedMs
      lastElapsedMs += expected - latest
      const sourceTime = source.now().getTime()
      latest = expected - sourceTime < setbackToleranceMs ? Math.max(latest, sourceTime) : expected
      return new Date(latest)
    },
  }
}

/** The time on the wall: tries, time-outs and long polls go by it, however the world's clock stands. */
export const realClock: Clock = createMonotonicClock(systemClock, () => performance.now())

/** How a world's clock stands to the wall's. */
export interface ClockState {
  /** Where it stands still, when it does. */
  readonly frozenAt?: Date
  /** By how many milliseconds it is ahead of the wall's when it runs. */
  readonly offset: number
}

/** The one that is further, of two that both stand or both run; else the first, which is the newer. */
export function pickLaterClock(newer: ClockState, older: ClockState): ClockState {
  if (newer.frozenAt && older.frozenAt) return older.frozenAt > newer.frozenAt ? older : newer
  if (!newer.frozenAt && !older.frozenAt) return older.offset > newer.offset ? older : newer
  return newer
}

/**
 * The world's clock: stands still until it is moved, or goes with the wall's, ahead of it by as much
 * as it was moved. It never runs backwards.
 */
export class WorldClock implements Clock {
  readonly #source: Clock
  #frozenAt: Date | undefined
  #offset = 0
  #latest = Number.NEGATIVE_INFINITY

  /** @param frozenAt where it stands still; it runs unless this is given */
  constructor(source: Clock, frozenAt?: Date) {
    this.#source = source
    this.#frozenAt = frozenAt
  }

  get isFrozen(): boolean {
    return this.#frozenAt !== undefined
  }

  get state(): ClockState {
    return { frozenAt: this.#frozenAt, offset: this.#offset }
  }

  now(): Date {
    if (this.#frozenAt) return this.#frozenAt
    // The wall's clock may be set back; ours waits for it then.
    this.#latest = Math.max(this.#latest, this.#source.now().getTime() + this.#offset)
    return new Date(this.#latest)
  }

  /** @throws RangeError when the instant lies before the one the clock shows */
  moveTo(instant: Date): void {
    const now = this.now()
    if (instant < now)
      throw new RangeError(`The clock stands at ${now.toISOString()} and cannot go back.`)
    this.advanceTo(instant)
  }

  /** Moves on to an instant, unless it has come that far by itself. */
  advanceTo(instant: Date): void {
    const now = this.now()
    if (instant <= now) return
    if (this.#frozenAt) this.#frozenAt = instant
    else this.#offset += instant.getTime() - now.getTime()
  }

  freeze(): void {
    this.#frozenAt ??= this.now()
  }

  /** Goes on from where it stands. */
  run(): void {
    if (!this.#frozenAt) return
    this.#offset = this.#frozenAt.getTime() - this.#source.now().getTime()
    this.#latest = this.#frozenAt.getTime()
    this.#frozenAt = undefined
  }

  /** Shows what another process's clock shows, of the same world. */
  adopt({ frozenAt, offset }: ClockState): void {
    this.#frozenAt = frozenAt
    this.#offset = offset
  }

  /** Goes on as it was left; one that was told where to stand stands there, or where it had come to. */
  restore({ frozenAt, offset }: ClockState): void {
    if (this.#frozenAt) {
      if (frozenAt && frozenAt > this.#frozenAt) this.#frozenAt = frozenAt
      return
    }
    this.#frozenAt = frozenAt
    this.#offset = offset
  }
}

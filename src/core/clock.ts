/** The source of every instant in the emulator. */
export interface Clock {
  now(): Date
}

/** The machine's clock, which its administrator may set forward or back. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that is set back by less than this, in milliseconds, is waited for; by more, it is not. */
const setbackToleranceMs = 1000

/**
 * A clock that never runs backwards: it continues when the source is set back, and follows the source
 * when that is set forward.
 *
 * @param elapsedMs milliseconds since an arbitrary instant, from a counter that cannot be set
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

/** Real time, for attempts, timeouts and long polls: independent of the world's clock. */
export const realClock: Clock = createMonotonicClock(systemClock, () => performance.now())

/** How a world's clock relates to real time. */
export interface ClockState {
  /** The instant at which it is frozen; absent while it runs. */
  readonly frozenAt?: Date
  /** Milliseconds by which it is ahead of real time while it runs. */
  readonly offset: number
}

/** The later one, if both are frozen or both run; otherwise the newer one. */
export function pickLaterClock(newer: ClockState, older: ClockState): ClockState {
  if (newer.frozenAt && older.frozenAt) return older.frozenAt > newer.frozenAt ? older : newer
  if (!newer.frozenAt && !older.frozenAt) return older.offset > newer.offset ? older : newer
  return newer
}

/**
 * The world's clock: it is frozen until it is moved, or it runs ahead of real time by as much as it
 * was moved. It never runs backwards.
 */
export class WorldClock implements Clock {
  readonly #source: Clock
  #frozenAt: Date | undefined
  #offset = 0
  #latest = Number.NEGATIVE_INFINITY

  /** @param frozenAt the instant at which it is frozen; without it, the clock runs */
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
    // The source may be set back; this clock then waits for it.
    this.#latest = Math.max(this.#latest, this.#source.now().getTime() + this.#offset)
    return new Date(this.#latest)
  }

  /** @throws RangeError when the instant is earlier than the clock's time */
  moveTo(instant: Date): void {
    const now = this.now()
    if (instant < now)
      throw new RangeError(`The clock stands at ${now.toISOString()} and cannot go back.`)
    this.advanceTo(instant)
  }

  /** Moves forward to an instant, unless the clock is already past it. */
  advanceTo(instant: Date): void {
    const now = this.now()
    if (instant <= now) return
    if (this.#frozenAt) this.#frozenAt = instant
    else this.#offset += instant.getTime() - now.getTime()
  }

  freeze(): void {
    this.#frozenAt ??= this.now()
  }

  /** Runs from the instant at which it was frozen. */
  run(): void {
    if (!this.#frozenAt) return
    this.#offset = this.#frozenAt.getTime() - this.#source.now().getTime()
    this.#latest = this.#frozenAt.getTime()
    this.#frozenAt = undefined
  }

  /** Takes over the state of another process's clock of the same world. */
  adopt({ frozenAt, offset }: ClockState): void {
    this.#frozenAt = frozenAt
    this.#offset = offset
  }

  /** Restores a saved state; a clock that is frozen by a setting stays frozen, at the later instant. */
  restore({ frozenAt, offset }: ClockState): void {
    if (this.#frozenAt) {
      if (frozenAt && frozenAt > this.#frozenAt) this.#frozenAt = frozenAt
      return
    }
    this.#frozenAt = frozenAt
    this.#offset = offset
  }
}

import type { WorldClock } from '../clock/clock.js'
import type { Timer } from '../clock/timer.js'
import type { World } from '../world.js'
import { nextDeadline } from './advance.js'
import { meet } from './meet.js'

/** Timers count in 31 bits; a deadline that is further off is looked at again. */
const furthest = 2 ** 31 - 1

/** The one timer of a world: rings when the next deadline is due, while the clock runs. */
export class Alarm {
  readonly #clock: WorldClock
  readonly #timer: Timer
  readonly #report: (error: unknown) => void
  #world: World | undefined
  #setFor = Number.POSITIVE_INFINITY
  #callOff = () => {}
  #meeting: Promise<void> | undefined
  #again = false

  constructor(clock: WorldClock, timer: Timer, report: (error: unknown) => void) {
    this.#clock = clock
    this.#timer = timer
    this.#report = report
  }

  /** Meets what has fallen due in the meantime, and waits for the rest. */
  async start(world: World): Promise<void> {
    this.#world = world
    await this.#meetDue()
    await this.#wind()
  }

  /** Hears of a new deadline; what is due already is met before it returns. */
  async hear(due: Date): Promise<void> {
    if (due <= this.#clock.now()) await this.#meetDue()
    else this.#set(due)
  }

  /** The clock was moved, stopped or set going: what falls due when is another matter now. */
  async rewind(): Promise<void> {
    this.#callOff()
    this.#setFor = Number.POSITIVE_INFINITY
    await this.#meetDue()
    await this.#wind()
  }

  stop(): void {
    this.#callOff()
    this.#world = undefined
  }

  /** Whoever comes while due things are being met waits with them, and is met before that ends. */
  #meetDue(): Promise<void> {
    this.#again = true
    this.#meeting ??= this.#meetAll()
    return this.#meeting
  }

  async #meetAll(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        await this.#meetEach()
      }
    } finally {
      // In the same breath as the last look, so that nobody comes in between and is overlooked.
      this.#meeting = undefined
    }
  }

  async #meetEach(): Promise<void> {
    const world = this.#world
    if (!world) return
    // What follows from meeting one is met in its turn; to wait for that here would be for ever.
    const alone = { ...world, alarm: async (due: Date) => this.#set(due) }
    for (;;) {
      const due = await nextDeadline(world, this.#clock.now())
      if (!due) return
      await meet(alone, due)
    }
  }

  async #wind(): Promise<void> {
    const world = this.#world
    if (!world || this.#clock.isFrozen) return
    const next = await world.store.transaction((tx) => tx.deadlines.first({}, 'due'))
    if (next) this.#set(next.at)
  }

  #set(due: Date): void {
    if (this.#clock.isFrozen || due.getTime() >= this.#setFor) return
    this.#callOff()
    this.#setFor = due.getTime()
    const delay = Math.min(Math.max(due.getTime() - this.#clock.now().getTime(), 0), furthest)
    this.#callOff = this.#timer.after(delay, () => {
      this.#setFor = Number.POSITIVE_INFINITY
      this.#meetDue()
        .then(() => this.#wind())
        .catch(this.#report)
    })
  }
}

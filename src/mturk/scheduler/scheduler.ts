import type { WorldClock } from '../../core/clock.js'
import { giveWay, type Timer } from '../../core/timer.js'
import type { World } from '../unit-of-work.js'
import { atOnce, nextDeadline } from './advance-clock.js'
import { meet } from './run-job.js'

/** The clock is looked at this often, in milliseconds: it may be set ahead by whoever runs the machine. */
const longestSleep = 10_000
/** Before what could not be met is tried again, in milliseconds. */
const retryPause = 1000

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

  /**
   * Hears of a new deadline; what is due already is met before it returns. When that cannot be, it
   * is met later: the change that it follows from is made.
   */
  async hear(due: Date): Promise<void> {
    if (due > this.#clock.now()) this.#set(due)
    else await this.#meetDue().catch((error: unknown) => this.#putOff(error))
  }

  /** The clock was moved, stopped or set going: what falls due when is another matter now. */
  async rewind(): Promise<void> {
    this.#callOff()
    this.#setFor = Number.POSITIVE_INFINITY
    try {
      await this.#meetDue()
      await this.#wind()
    } catch (error) {
      this.#tryAgain()
      throw error
    }
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
    for (let met = 1; ; met++) {
      const due = await nextDeadline(world, this.#clock.now())
      if (!due) return
      await meet(alone, due)
      if (met % atOnce === 0) await giveWay()
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
    this.#setFor = due.getTime()
    this.#sleep()
  }

  #sleep(): void {
    const left = () => this.#setFor - this.#clock.now().getTime()
    this.#wakeAfter(Math.min(Math.max(left(), 0), longestSleep), () =>
      left() > 0 ? this.#sleep() : this.#ring(),
    )
  }

  #ring(): void {
    this.#setFor = Number.POSITIVE_INFINITY
    this.#meetDue()
      .then(() => this.#wind())
      .catch((error: unknown) => this.#putOff(error))
  }

  #putOff(error: unknown): void {
    this.#report(error)
    this.#tryAgain()
  }

  #tryAgain(): void {
    if (!this.#world) return
    // Nothing that falls due later takes its place.
    this.#setFor = this.#clock.now().getTime()
    this.#wakeAfter(retryPause, () => this.#ring())
  }

  #wakeAfter(delay: number, wake: () => void): void {
    this.#callOff()
    this.#callOff = this.#timer.after(delay, wake)
  }
}

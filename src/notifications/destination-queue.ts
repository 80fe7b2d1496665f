import type { Clock } from '../core/clock.js'
import type { Timer } from '../core/timer.js'
import type { Delivery } from './delivery.js'

export interface LaneOptions {
  /** How many may go at once. */
  readonly batch: number
  readonly clock: Clock
  readonly timer: Timer
  /** Whether somebody waits for it just now, so that it goes even while the line rests. */
  readonly isAwaited: (delivery: Delivery) => boolean
  /**
   * A delivery that whoever comes next shall overtake, marked as such, and until when it waits for
   * that, in milliseconds of the epoch.
   */
  readonly heldBack: (delivery: Delivery) => { delivery: Delivery; until: number } | undefined
  /** Tries them once and returns them as they stand then. */
  readonly attempt: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>
  /** Called when nothing is left in line. */
  readonly emptied: () => void
}

/**
 * The line in front of one destination: deliveries go in order, one try at a time, and after a
 * failure the whole line rests. What somebody waits for, as the caller of a test does, goes all the
 * same.
 */
export class Lane {
  readonly #options: LaneOptions
  #line: Delivery[] = []
  /** The last in line, while it waits to be overtaken. */
  #held: { readonly id: string; readonly until: number } | undefined
  #running: Promise<void> | undefined
  #wake: (() => void) | undefined
  #closed = false

  constructor(options: LaneOptions) {
    this.#options = options
  }

  add(delivery: Delivery): void {
    const overtakes = this.#held !== undefined
    if (overtakes) this.#line.splice(-1, 0, delivery)
    else this.#line.push(this.#heldBack(delivery))
    if (overtakes) this.#held = undefined
    this.#running ??= this.#run()
    if (overtakes || this.#options.isAwaited(delivery)) this.#wake?.()
  }

  /** Resolves when the try that is under way is over; nothing is begun after it. */
  async close(): Promise<void> {
    this.#closed = true
    this.#wake?.()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#line.length > 0 && !this.#closed) {
      const next = this.#next()
      if (next.length > 0) this.#putBack(await this.#options.attempt(next))
      else await this.#rest()
    }
    this.#running = undefined
    if (!this.#closed) this.#options.emptied()
  }

  #heldBack(delivery: Delivery): Delivery {
    const held = this.#options.heldBack(delivery)
    if (held) this.#held = { id: delivery.id, until: held.until }
    return held?.delivery ?? delivery
  }

  #next(): readonly Delivery[] {
    const { batch, clock, isAwaited } = this.#options
    const now = clock.now().getTime()
    let resting = false
    const next: Delivery[] = []
    const staying: Delivery[] = []
    for (const delivery of this.#line) {
      // Whoever comes after one that rests rests behind it: they go in order.
      resting ||= this.#restsUntil(delivery) > now
      const goes = next.length < batch && (!resting || isAwaited(delivery))
      const row = goes ? next : staying
      row.push(delivery)
    }
    this.#line = staying
    if (!staying.some(({ id }) => id === this.#held?.id)) this.#held = undefined
    return next
  }

  /** In front of what came since, in the order they had. */
  #putBack(after: readonly Delivery[]): void {
    this.#line.unshift(...after.filter(({ status }) => status === 'pending'))
  }

  #restsUntil({ id, nextAttemptAt }: Delivery): number {
    const held = this.#held?.id === id ? this.#held.until : 0
    return Math.max(nextAttemptAt?.getTime() ?? 0, held)
  }

  async #rest(): Promise<void> {
    const { clock, timer } = this.#options
    const delay = this.#restsUntil(this.#line[0]!) - clock.now().getTime()
    await new Promise<void>((resolve) => {
      const callOff = timer.after(Math.max(delay, 0), resolve)
      this.#wake = () => {
        callOff()
        resolve()
      }
    })
    this.#wake = undefined
  }
}

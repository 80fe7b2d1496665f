import type { Clock } from '../core/clock.js'
import { sleep, type Timer } from '../core/timer.js'
import type { Delivery } from './delivery.js'

interface DestinationQueueOptions {
  /** How many may go at once. */
  readonly maxBatchSize: number
  readonly clock: Clock
  readonly timer: Timer
  /** Whether somebody waits for it just now, so that it goes even while the line rests. */
  readonly hasWaiter: (delivery: Delivery) => boolean
  /**
   * A delivery that whoever comes next shall overtake, marked as such, and until when it waits for
   * that, in milliseconds of the epoch.
   */
  readonly delayForReorder: (
    delivery: Delivery,
  ) => { delivery: Delivery; until: number } | undefined
  /** Tries them once and returns them as they stand then. */
  readonly attempt: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>
  /** Called when nothing is left in line. */
  readonly onEmpty: () => void
}

/**
 * The line in front of one destination: deliveries go in order, one try at a time, and after a
 * failure the whole line rests. What somebody waits for, as the caller of a test does, goes all the
 * same.
 */
export class DestinationQueue {
  readonly #options: DestinationQueueOptions
  #queue: Delivery[] = []
  /** The last in line, while it waits to be overtaken. */
  #delayed: { readonly id: string; readonly until: number } | undefined
  #running: Promise<void> | undefined
  #wake: (() => void) | undefined
  #closed = false

  constructor(options: DestinationQueueOptions) {
    this.#options = options
  }

  add(delivery: Delivery): void {
    const overtakes = this.#delayed !== undefined
    if (overtakes) this.#queue.splice(-1, 0, delivery)
    else this.#queue.push(this.#delayForReorder(delivery))
    if (overtakes) this.#delayed = undefined
    this.#running ??= this.#run()
    if (overtakes || this.#options.hasWaiter(delivery)) this.#wake?.()
  }

  /** Resolves when the try that is under way is over; nothing is begun after it. */
  async close(): Promise<void> {
    this.#closed = true
    this.#wake?.()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0 && !this.#closed) {
      const next = this.#takeNext()
      if (next.length > 0) this.#requeue(await this.#options.attempt(next))
      else await this.#backOff()
    }
    this.#running = undefined
    if (!this.#closed) this.#options.onEmpty()
  }

  #delayForReorder(delivery: Delivery): Delivery {
    const delayed = this.#options.delayForReorder(delivery)
    if (delayed) this.#delayed = { id: delivery.id, until: delayed.until }
    return delayed?.delivery ?? delivery
  }

  #takeNext(): readonly Delivery[] {
    const { maxBatchSize, clock, hasWaiter } = this.#options
    const now = clock.now().getTime()
    let isBlocked = false
    const next: Delivery[] = []
    const remaining: Delivery[] = []
    for (const delivery of this.#queue) {
      // Whoever comes after one that rests rests behind it: they go in order.
      isBlocked ||= this.#blockedUntil(delivery) > now
      const isDue = next.length < maxBatchSize && (!isBlocked || hasWaiter(delivery))
      const target = isDue ? next : remaining
      target.push(delivery)
    }
    this.#queue = remaining
    if (!remaining.some(({ id }) => id === this.#delayed?.id)) this.#delayed = undefined
    return next
  }

  /** In front of what came since, in the order they had. */
  #requeue(after: readonly Delivery[]): void {
    this.#queue.unshift(...after.filter(({ status }) => status === 'pending'))
  }

  #blockedUntil({ id, nextAttemptAt }: Delivery): number {
    const delayedUntil = this.#delayed?.id === id ? this.#delayed.until : 0
    return Math.max(nextAttemptAt?.getTime() ?? 0, delayedUntil)
  }

  async #backOff(): Promise<void> {
    const { clock, timer } = this.#options
    const delay = this.#blockedUntil(this.#queue[0]!) - clock.now().getTime()
    const woken = new AbortController()
    this.#wake = () => woken.abort()
    await sleep(timer, Math.max(delay, 0), woken.signal)
    this.#wake = undefined
  }
}

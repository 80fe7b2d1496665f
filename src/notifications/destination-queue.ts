import { sleep } from '../core/timer.js'
import type { PolicyVerdict } from './access-policy.js'
import { AttemptRunner, toAttempt } from './attempt.js'
import { computeNextAttempt } from './backoff.js'
import { applyAttempt, type Delivery } from './delivery.js'
import type { DeliveryWaiters } from './delivery-waiters.js'
import type { DispatcherOptions } from './dispatcher-options.js'
import { checkVerdict } from './enforce-policy.js'
import type { RetryingWriter } from './persist-with-retry.js'
import { applyReorderFault } from './reordering.js'
import type { Timeouts } from './timeouts.js'
import type { Transport } from './transports/transport.js'

/** What the queues of one dispatcher share. */
export interface DestinationQueueContext {
  readonly options: DispatcherOptions
  readonly timeouts: Timeouts
  readonly writer: RetryingWriter
  readonly waiters: DeliveryWaiters
  /** Called when a queue starts to wait for a retry. */
  readonly onBackOff: () => void
  /** Called after an attempt with what was recorded: all that this process still owned. */
  readonly onAttempted: (
    attempted: readonly Delivery[],
    recorded: readonly Delivery[],
    pending: readonly Delivery[],
  ) => void
}

/**
 * The queue of one destination. Deliveries are attempted in order, one batch at a time; after a
 * failure all of them wait, except those for which a caller waits, such as test events.
 */
export class DestinationQueue {
  readonly #context: DestinationQueueContext
  readonly #onEmpty: () => void
  readonly #runner: AttemptRunner
  readonly #maxBatchSize: number
  #queue: Delivery[] = []
  /** The last delivery, while a fault holds it back for the next one to overtake it. */
  #delayed: { readonly id: string; readonly until: number } | undefined
  #running: Promise<void> | undefined
  #backingOff: AbortController | undefined
  #closed = false

  constructor(context: DestinationQueueContext, transport: Transport, onEmpty: () => void) {
    this.#context = context
    this.#onEmpty = onEmpty
    this.#runner = new AttemptRunner(transport, context.timeouts, context.options)
    this.#maxBatchSize = maxBatchSize(transport)
  }

  add(delivery: Delivery): void {
    const overtakes = this.#delayed !== undefined
    if (overtakes) {
      this.#queue.splice(-1, 0, delivery)
      this.#delayed = undefined
    } else this.#queue.push(this.#holdBackForReorder(delivery))
    this.#running ??= this.#run()
    if (overtakes || this.#context.waiters.has(delivery.id)) this.#backingOff?.abort()
  }

  /** How many deliveries wait for a retry of the first one; 0 while something is due. */
  get retriesPending(): number {
    const isRetry = this.#backingOff !== undefined && this.#queue[0]!.attempts.length > 0
    return isRetry ? this.#queue.length : 0
  }

  /** Resolves when the current attempt is over; no other is started. */
  async close(): Promise<void> {
    this.#closed = true
    this.#backingOff?.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0 && !this.#closed) {
      const next = this.#takeNext()
      if (next.length > 0) {
        const pending = await this.#attempt(next)
        // They keep their place before those that were added meanwhile.
        this.#queue.unshift(...pending)
      } else await this.#backOff()
    }
    this.#running = undefined
    if (!this.#closed) this.#onEmpty()
  }

  #holdBackForReorder(delivery: Delivery): Delivery {
    const { options, waiters } = this.#context
    if (waiters.has(delivery.id)) return delivery
    const delayed = applyReorderFault(options.faults, delivery, options.clock)
    if (!delayed) return delivery
    this.#delayed = { id: delivery.id, until: delayed.until }
    return delayed.delivery
  }

  #takeNext(): readonly Delivery[] {
    const { options, waiters } = this.#context
    const now = options.clock.now().getTime()
    let isBlocked = false
    const next: Delivery[] = []
    const remaining: Delivery[] = []
    for (const delivery of this.#queue) {
      // Everything behind a delivery that backs off waits for it, to keep the order.
      isBlocked ||= this.#blockedUntil(delivery) > now
      const isDue = next.length < this.#maxBatchSize && (!isBlocked || waiters.has(delivery.id))
      const target = isDue ? next : remaining
      target.push(delivery)
    }
    this.#queue = remaining
    if (!remaining.some(({ id }) => id === this.#delayed?.id)) this.#delayed = undefined
    return next
  }

  #blockedUntil({ id, nextAttemptAt }: Delivery): number {
    const delayedUntil = this.#delayed?.id === id ? this.#delayed.until : 0
    return Math.max(nextAttemptAt?.getTime() ?? 0, delayedUntil)
  }

  async #backOff(): Promise<void> {
    const { options, onBackOff } = this.#context
    const { clock, timer } = options
    const delay = this.#blockedUntil(this.#queue[0]!) - clock.now().getTime()
    this.#backingOff = new AbortController()
    onBackOff()
    await sleep(timer, Math.max(delay, 0), this.#backingOff.signal)
    this.#backingOff = undefined
  }

  /** Attempts deliveries once and records the results. Returns those that are still pending. */
  async #attempt(waiting: readonly Delivery[]): Promise<readonly Delivery[]> {
    const { options, timeouts, writer, waiters, onAttempted } = this.#context
    const { clock, log, maxAttempts } = options
    const at = clock.now()
    const deliveries = await this.#closeBatches(waiting)
    if (!deliveries) return waiting
    const { verdict, results } = await this.#send(deliveries)
    if (timeouts.isAborted) return deliveries
    const milliseconds = clock.now().getTime() - at.getTime()

    const attempted = deliveries.map((delivery, index) =>
      applyAttempt(delivery, toAttempt(results[index]!, at, milliseconds), {
        maxAttempts: this.#isSingleAttempt(delivery) ? 1 : maxAttempts,
        verdict,
        nextAttemptAt: computeNextAttempt(delivery, options),
      }),
    )
    const resolveWaiters = () => {
      for (const delivery of attempted) waiters.resolve(delivery)
    }
    const recorded =
      (await writer.persistWithRetry(() => log.record(attempted), resolveWaiters)) ?? []
    const pending = recorded.filter(({ status }) => status === 'pending')
    onAttempted(attempted, recorded, pending)
    return pending
  }

  /** No event may join a notification that is being sent; those that joined it before are loaded. */
  async #closeBatches(deliveries: readonly Delivery[]): Promise<readonly Delivery[] | undefined> {
    const { options, writer } = this.#context
    if (!deliveries.some(({ batchUntil }) => batchUntil)) return deliveries
    return writer.persistWithRetry(() => options.log.closeBatch(deliveries))
  }

  async #send(deliveries: readonly Delivery[]) {
    const { evaluatePolicy, enforcePolicy } = this.#context.options
    let verdict: PolicyVerdict | undefined
    try {
      // One account and destination: the policy's verdict is the same for all.
      verdict = await this.#runner.runLimited((signal) => evaluatePolicy(deliveries[0]!, signal))
      checkVerdict(verdict, enforcePolicy)
      return { verdict, results: await this.#runner.run(deliveries) }
    } catch (reason) {
      const result = { status: 'rejected' as const, reason }
      return { verdict, results: deliveries.map(() => ({ result })) }
    }
  }

  /** A message is attempted once while the call that sends it waits. */
  #isSingleAttempt({ id, kind }: Delivery): boolean {
    return kind === 'message' && this.#context.waiters.has(id)
  }
}

/** As many as Amazon's batch calls take; more in process. */
const maxBatchSize = ({ isInProcess, sendBatch }: Transport): number => {
  if (!sendBatch) return 1
  return isInProcess ? 100 : 10
}

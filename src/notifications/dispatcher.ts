import { Emitter } from '../core/emitter.js'
import type { IdleOptions, IdleResult } from '../core/idle.js'
import { type Delivery, queueKey } from './delivery.js'
import { DeliveryWaiters } from './delivery-waiters.js'
import { DestinationQueue, type DestinationQueueContext } from './destination-queue.js'
import { DirectDeliveries, type DirectDelivery } from './direct-delivery.js'
import type { DispatcherOptions } from './dispatcher-options.js'
import { RetryingWriter } from './persist-with-retry.js'
import { Timeouts } from './timeouts.js'
import type { Transport } from './transports/transport.js'

/** Sends pending deliveries, through one queue for each destination, and records the results. */
export class DeliveryDispatcher {
  readonly #options: DispatcherOptions
  readonly #queues = new Map<string, DestinationQueue>()
  /** IDs of the deliveries in the queues. */
  readonly #tracked = new Set<string>()
  readonly #changes = new Emitter<Delivery>((error) => this.#options.report(error))
  readonly #interests = new Set<() => boolean>()
  readonly #gaps = new Emitter<void>()
  readonly #waiters = new DeliveryWaiters()
  readonly #writer: RetryingWriter
  readonly #timeouts: Timeouts
  readonly #direct: DirectDeliveries
  readonly #queueContext: DestinationQueueContext
  readonly #idleWaiters = new Set<() => void>()
  #closed = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#writer = new RetryingWriter(options)
    this.#direct = new DirectDeliveries(options)
    this.#timeouts = new Timeouts(options.timer)
    this.#queueContext = {
      options,
      timeouts: this.#timeouts,
      writer: this.#writer,
      waiters: this.#waiters,
      onBackOff: () => this.#notifyIdle(),
      onAttempted: (...results) => this.#onAttempted(...results),
    }
  }

  /** Takes deliveries that were just committed and that this process owns. */
  enqueue(deliveries: readonly Delivery[]): void {
    // After closing, they stay pending in the log for the next process.
    if (this.#closed) return
    for (const delivery of deliveries) {
      if (this.#tracked.has(delivery.id)) continue
      this.#tracked.add(delivery.id)
      this.#getQueue(delivery).add(delivery)
      this.#direct.unblock(delivery)
    }
  }

  /** Takes a delivery and resolves after its next attempt, whatever the result. */
  async deliverAndWait(delivery: Delivery): Promise<Delivery> {
    if (this.#closed) return { ...delivery, status: 'failed' }
    const attempted = this.#waiters.wait(delivery.id)
    this.enqueue([delivery])
    return attempted
  }

  /** Sends a delivery that was sent or failed again, unchanged, and resolves after the attempt. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    const enqueuedAt = this.#options.clock.now()
    return this.deliverAndWait(await this.#options.log.requeue({ ...delivery, enqueuedAt }))
  }

  /**
   * Whether the transaction that creates a delivery can send it too, into a built-in queue or topic.
   * Not while others to its destination are waiting, so that it does not overtake them.
   */
  canDeliverDirectly(delivery: Delivery): boolean {
    if (this.#closed || this.#queues.has(queueKey(delivery))) return false
    return this.#direct.isPossible(delivery, this.#route(delivery))
  }

  /**
   * Makes the first attempt within a transaction; the caller records its result there, and calls
   * `announce` after the commit.
   *
   * @returns `undefined` when it must wait for an earlier one to the same destination
   */
  async deliverDirectly(delivery: Delivery): Promise<DirectDelivery | undefined> {
    if (this.#direct.isBlocked(delivery)) return undefined
    return this.#direct.attempt(delivery, this.#route(delivery))
  }

  /** Takes deliveries whose first attempt was just committed. */
  announce(deliveries: readonly Delivery[]): void {
    if (deliveries.length === 0) return
    this.enqueue(deliveries.filter(({ status }) => status === 'pending'))
    for (const delivery of deliveries) this.#changes.emit(delivery)
    this.#options.log.countFinished(deliveries.length).catch(this.#options.report)
  }

  get owner(): string {
    return this.#options.owner
  }

  /** Notifies listeners of a delivery that this process or another one recorded. */
  notifyChanged(delivery: Delivery): void {
    this.#changes.emit(delivery)
  }

  /** Notifies listeners that changes of other processes may have been missed. */
  notifyGap(): void {
    this.#gaps.emit()
  }

  /** Takes over what this process before its restart, or a process that is gone, left pending. */
  async recover(): Promise<void> {
    const { log, clock, maxBackoff } = this.#options
    const latest = clock.now().getTime() + maxBackoff
    const recovered = new Set<string>()
    for (;;) {
      const claimed = await log.claim()
      if (claimed.length === 0) break
      if (claimed.every(({ id }) => recovered.has(id)))
        throw new Error(
          `the delivery ${claimed[0]!.id} cannot be taken over, so its data is damaged`,
        )
      for (const { id } of claimed) recovered.add(id)
      // The clock of the process that scheduled the next attempt may have been wrong.
      this.enqueue(claimed.map((delivery) => capNextAttempt(latest, delivery)))
    }
    this.enqueue(await log.listUntracked(this.#tracked))
  }

  /**
   * Calls back with each delivery that was recorded, until the function that it returns is called.
   *
   * @param isInterested whether deliveries that other processes record matter now: reading them back
   *   costs a transaction each
   */
  onChange(listener: (delivery: Delivery) => void, isInterested = () => true): () => void {
    const unsubscribe = this.#changes.on(listener)
    this.#interests.add(isInterested)
    return () => {
      unsubscribe()
      this.#interests.delete(isInterested)
    }
  }

  /** Whether a listener wants deliveries that other processes record. */
  isInterested(): boolean {
    for (const isInterested of this.#interests) if (isInterested()) return true
    return false
  }

  /** Calls back when changes may have been missed, until the function that it returns is called. */
  onGap(listener: () => void): () => void {
    return this.#gaps.on(listener)
  }

  /** Resolves when everything that is due was sent or has failed. */
  async waitUntilIdle({ includeRetries = false }: IdleOptions = {}): Promise<IdleResult> {
    while (!this.#closed) {
      const counts = [...this.#queues.values()].map(({ retriesPending }) => retriesPending)
      if (counts.length === 0 || (!includeRetries && !counts.includes(0)))
        return { retriesPending: counts.reduce((sum, count) => sum + count, 0) }
      await new Promise<void>((resolve) => this.#idleWaiters.add(resolve))
    }
    return { retriesPending: 0 }
  }

  /**
   * Starts no more attempts, and aborts those that run after so many milliseconds. What is still
   * pending then stays so in the log.
   */
  async close(grace = 0): Promise<void> {
    this.#closed = true
    this.#writer.stop()
    const cancel = this.#options.timer.after(grace, () =>
      this.#timeouts.abortAll('The emulator ended.'),
    )
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()))
    cancel()
    this.#queues.clear()
    this.#notifyIdle()
    await Promise.all(Object.values(this.#options.routers).map((router) => router.close()))
  }

  #route({ transport, destination }: Delivery): Transport {
    return this.#options.routers[transport].route(destination)
  }

  /** The transport of a destination is chosen when its queue is opened. */
  #getQueue(delivery: Delivery): DestinationQueue {
    const key = queueKey(delivery)
    const existing = this.#queues.get(key)
    if (existing) return existing
    const queue = new DestinationQueue(this.#queueContext, this.#route(delivery), () => {
      this.#queues.delete(key)
      this.#notifyIdle()
    })
    this.#queues.set(key, queue)
    return queue
  }

  #onAttempted(
    attempted: readonly Delivery[],
    recorded: readonly Delivery[],
    pending: readonly Delivery[],
  ): void {
    for (const { id } of attempted) this.#tracked.delete(id)
    for (const { id } of pending) this.#tracked.add(id)
    for (const delivery of attempted) this.#waiters.resolve(delivery)
    for (const delivery of recorded) this.#changes.emit(delivery)
  }

  #notifyIdle(): void {
    for (const wake of this.#idleWaiters) wake()
    this.#idleWaiters.clear()
  }
}

function capNextAttempt(latest: number, delivery: Delivery): Delivery {
  const { nextAttemptAt } = delivery
  if (!nextAttemptAt || nextAttemptAt.getTime() <= latest) return delivery
  return { ...delivery, nextAttemptAt: new Date(latest) }
}

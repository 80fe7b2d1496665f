import type { Clock } from '../core/clock.js'
import { Emitter } from '../core/emitter.js'
import { type Random, randomFloat } from '../core/random.js'
import { sleep, type Timer } from '../core/timer.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { FaultInjector } from '../faults/faults.js'
import type { PolicyVerdict } from './access-policy.js'
import { type AttemptResult, attemptAll, createAttemptIo, toAttempt } from './attempt.js'
import { applyAttempt, type Delivery, type DeliveryLog, queueKey } from './delivery.js'
import { DestinationQueue } from './destination-queue.js'
import { RetryingWriter } from './persist-with-retry.js'
import { applyReorderFault } from './reordering.js'
import { noTimeout, Timeouts } from './timeouts.js'
import type { Transport } from './transports/transport.js'

const unlimited = Number.POSITIVE_INFINITY

export interface DispatcherOptions {
  readonly log: DeliveryLog
  /** The process it belongs to, by which the others know what is its own. */
  readonly owner: string
  readonly transports: Readonly<Record<NotificationTransport, Transport>>
  /** The real service's view of a queue's or topic's policy; nothing when it was not looked at. */
  readonly evaluatePolicy: (
    delivery: Delivery,
    signal: AbortSignal,
  ) => Promise<PolicyVerdict | undefined>
  /** Refuse what the policy would have refused. */
  readonly enforcePolicy: boolean
  /** The wall's clock, whatever the world's shows. */
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  /** Tries of one delivery before it is given up. */
  readonly maxAttempts: number
  /** How long one try may take, in milliseconds. */
  readonly timeout: number
  /** The pause after the first failure, in milliseconds; it doubles with each further one. */
  readonly initialBackoff: number
  readonly maxBackoff: number
  /** What is to go wrong; nothing when left out. */
  readonly faults?: FaultInjector
  /** Hears of what went wrong inside: a log that cannot be written. */
  readonly report: (error: unknown) => void
}

/** Carries what is pending to its destination and writes down how that went. */
export class DeliveryDispatcher {
  readonly #options: DispatcherOptions
  readonly #queues = new Map<string, DestinationQueue>()
  /** IDs of what is in a lane. */
  readonly #tracked = new Set<string>()
  readonly #changes = new Emitter<Delivery>((error) => this.#options.report(error))
  readonly #gaps = new Emitter<void>()
  readonly #waiters = new Map<string, ((delivery: Delivery) => void)[]>()
  readonly #writer: RetryingWriter
  readonly #idleWaiters = new Set<() => void>()
  readonly #timeouts: Timeouts
  #closed = false
  #aborted = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#writer = new RetryingWriter(options)
    this.#timeouts = new Timeouts(options.timer)
  }

  /** Takes deliveries that were just committed, and are this process's to carry. */
  enqueue(deliveries: readonly Delivery[]): void {
    // What comes after the end stays pending in the log, for whoever comes next.
    if (this.#closed) return
    for (const delivery of deliveries) {
      if (this.#tracked.has(delivery.id)) continue
      this.#tracked.add(delivery.id)
      this.#getQueue(delivery).add(delivery)
    }
  }

  /** Takes a test along and resolves when its one try is over, whichever way it went. */
  deliverAndWait(delivery: Delivery): Promise<Delivery> {
    if (this.#closed) return Promise.resolve({ ...delivery, status: 'failed' })
    return new Promise((resolve) => {
      this.#waiters.set(delivery.id, [...(this.#waiters.get(delivery.id) ?? []), resolve])
      this.enqueue([delivery])
    })
  }

  /** Sends what was sent or given up once more, as it is, and resolves when that try is over. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    const enqueuedAt = this.#options.clock.now()
    return this.deliverAndWait(await this.#options.log.requeue({ ...delivery, enqueuedAt }))
  }

  /**
   * Whether a test's one try is over in the same breath, in a world that forgets all with its
   * process anyway: it need not be written down before.
   */
  skipsOutbox({ kind, transport, destination, requestFaults }: Delivery): boolean {
    const { log, transports, faults } = this.#options
    if (kind !== 'test' || !log.isEphemeral || requestFaults || faults?.isEmpty === false)
      return false
    return transports[transport].isInProcess?.(destination) === true
  }

  get owner(): string {
    return this.#options.owner
  }

  /** Tells whoever listens here of a delivery, which another process may have carried. */
  notifyChanged(delivery: Delivery): void {
    this.#changes.emit(delivery)
  }

  /** Changes of other processes may have been missed: whoever listens here looks again. */
  notifyGap(): void {
    this.#gaps.emit()
  }

  /** Takes up what was left behind: by this process before it was stopped, or by another. */
  async recover(): Promise<void> {
    const { log, clock, maxBackoff } = this.#options
    const latest = clock.now().getTime() + maxBackoff
    for (;;) {
      const claimed = await log.claim()
      if (claimed.length === 0) break
      // Whoever left it may have gone by a clock that was set wrong.
      this.enqueue(claimed.map((delivery) => capNextAttempt(latest, delivery)))
    }
    this.enqueue(await log.listUntracked(this.#tracked))
  }

  /** Calls back with each delivery whose state has changed, until what it returns is called. */
  onChange(listener: (delivery: Delivery) => void): () => void {
    return this.#changes.on(listener)
  }

  /** Calls back when changes may have been missed, until what it returns is called. */
  onGap(listener: () => void): () => void {
    return this.#gaps.on(listener)
  }

  /** Resolves when nothing is pending any more: all is sent or given up. */
  async waitUntilIdle(): Promise<void> {
    while (this.#queues.size > 0 && !this.#closed) {
      await new Promise<void>((resolve) => this.#idleWaiters.add(resolve))
    }
  }

  /**
   * Begins nothing more, and gives what is under way so many milliseconds to end; what is still
   * pending then stays so in the log.
   */
  async close(grace = 0): Promise<void> {
    this.#closed = true
    this.#writer.stop()
    const cancel = this.#options.timer.after(grace, () => {
      this.#aborted = true
      this.#timeouts.abortAll('The emulator ended.')
    })
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()))
    cancel()
    this.#queues.clear()
    this.#notifyIdle()
    await Promise.all(Object.values(this.#options.transports).map((transport) => transport.close()))
  }

  #getQueue(delivery: Delivery): DestinationQueue {
    const key = queueKey(delivery)
    const queue =
      this.#queues.get(key) ??
      new DestinationQueue({
        clock: this.#options.clock,
        timer: this.#options.timer,
        maxBatchSize: maxBatchSize(
          this.#options.transports[delivery.transport],
          delivery.destination,
        ),
        hasWaiter: ({ id }) => this.#waiters.has(id),
        delayForReorder: (delivery) =>
          this.#waiters.has(delivery.id)
            ? undefined
            : applyReorderFault(
                this.#options.faults,
                delivery,
                this.#options.clock.now().getTime(),
              ),
        attempt: (deliveries) => this.#attempt(deliveries),
        onEmpty: () => {
          this.#queues.delete(key)
          if (this.#queues.size === 0) this.#notifyIdle()
        },
      })
    this.#queues.set(key, queue)
    return queue
  }

  /** One try for deliveries to one destination: returns them as they stand after it. */
  async #attempt(waiting: readonly Delivery[]): Promise<readonly Delivery[]> {
    const { clock, log, maxAttempts } = this.#options
    const at = clock.now()
    const deliveries = await this.#closeBatch(waiting)
    if (!deliveries) return waiting
    const [verdict, results] = await this.#send(deliveries)
    if (this.#aborted) return deliveries
    const milliseconds = clock.now().getTime() - at.getTime()

    const after = deliveries.map((delivery, index) =>
      applyAttempt(
        delivery,
        { at, milliseconds, ...toAttempt(results[index]!) },
        {
          maxAttempts: this.#isSingleAttempt(delivery) ? 1 : maxAttempts,
          verdict,
          nextAttemptAt: this.#computeNextAttempt(delivery),
        },
      ),
    )
    const resolveWaiters = () => after.forEach((delivery) => void this.#resolveWaiter(delivery))
    const written =
      (await this.#writer.persistWithRetry(() => log.record(after), resolveWaiters)) ?? []
    const pending = written.filter(({ status }) => status === 'pending')
    for (const { id } of deliveries) this.#tracked.delete(id)
    for (const { id } of pending) this.#tracked.add(id)
    resolveWaiters()
    for (const delivery of written) this.notifyChanged(delivery)
    return pending
  }

  /** Whether a caller waits to be told what became of the one try. */
  #isSingleAttempt({ id, kind }: Delivery): boolean {
    return kind === 'message' && this.#waiters.has(id)
  }

  /** What is about to go collects no more, and is not sent without what has joined it. */
  async #closeBatch(deliveries: readonly Delivery[]): Promise<readonly Delivery[] | undefined> {
    if (!deliveries.some(({ batchUntil }) => batchUntil)) return deliveries
    return this.#writer.persistWithRetry(() => this.#options.log.closeBatch(deliveries))
  }

  async #send(
    deliveries: readonly Delivery[],
  ): Promise<[PolicyVerdict | undefined, readonly AttemptResult[]]> {
    const { transports, evaluatePolicy, enforcePolicy, timer, timeout, faults } = this.#options
    const [first] = deliveries as [Delivery]
    const transport = transports[first.transport]
    const withTimeout = <T>(work: (signal: AbortSignal) => Promise<T>) =>
      transport.isInProcess?.(first.destination)
        ? noTimeout(work)
        : this.#timeouts.run(timeout, work)
    let verdict: PolicyVerdict | undefined
    try {
      verdict = await withTimeout((signal) => evaluatePolicy(first, signal))
      if (enforcePolicy && verdict?.allowed === false)
        throw new Error(`Access denied by its policy. ${verdict.reason}`)
      const io = createAttemptIo(transport, {
        limited: withTimeout,
        hang: (work) => this.#timeouts.run(timeout, work),
        // As long as it takes, unless the emulator ends in the meantime.
        sleep: (length) => this.#timeouts.run(unlimited, () => sleep(timer, length)),
      })
      return [verdict, await attemptAll(faults, deliveries, io)]
    } catch (reason) {
      return [verdict, deliveries.map(() => ({ result: { status: 'rejected', reason } }))]
    }
  }

  #computeNextAttempt({ attempts }: Delivery): Date {
    const { clock, random, initialBackoff, maxBackoff } = this.#options
    const backoff = Math.min(initialBackoff * 2 ** attempts.length, maxBackoff)
    // Between half the pause and the whole of it, so that lanes that failed together do not return together.
    return new Date(clock.now().getTime() + backoff * (0.5 + randomFloat(random) / 2))
  }

  #resolveWaiter(delivery: Delivery): void {
    for (const resolve of this.#waiters.get(delivery.id) ?? []) resolve(delivery)
    this.#waiters.delete(delivery.id)
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

/** How many go at once: as Amazon's batch calls take them; more where no wire is in between. */
const maxBatchSize = (transport: Transport, destination: string): number => {
  if (!transport.sendBatch) return 1
  return transport.isInProcess?.(destination) ? 100 : 10
}

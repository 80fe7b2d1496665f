import type { Clock } from '../core/clock.js'
import { fraction, type Random } from '../core/random.js'
import { pause, type Timer } from '../core/timer.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { Faults } from '../faults/faults.js'
import { meansOf, outcomeOf, sendThrough, type Tried } from './attempt.js'
import { afterAttempt, type Delivery, type DeliveryLog, laneOf } from './delivery.js'
import { Lane } from './destination-queue.js'
import { RecordKeeper } from './persist-with-retry.js'
import type { PolicyVerdict } from './policy.js'
import { toBeOvertaken } from './reordering.js'
import { TimeLimits, unlimited } from './timeouts.js'
import type { Transport } from './transports/transport.js'

const endless = Number.POSITIVE_INFINITY

export interface CourierOptions {
  readonly log: DeliveryLog
  /** The process it belongs to, by which the others know what is its own. */
  readonly owner: string
  readonly transports: Readonly<Record<NotificationTransport, Transport>>
  /** The real service's view of a queue's or topic's policy; nothing when it was not looked at. */
  readonly verdictOf: (
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
  readonly tries: number
  /** How long one try may take, in milliseconds. */
  readonly timeout: number
  /** The pause after the first failure, in milliseconds; it doubles with each further one. */
  readonly firstPause: number
  readonly longestPause: number
  /** What is to go wrong; nothing when left out. */
  readonly faults?: Faults
  /** Hears of what went wrong inside: a log that cannot be written. */
  readonly report: (error: unknown) => void
}

/** Carries what is pending to its destination and writes down how that went. */
export class Courier {
  readonly #options: CourierOptions
  readonly #lanes = new Map<string, Lane>()
  /** IDs of what is in a lane. */
  readonly #carried = new Set<string>()
  readonly #listeners = new Set<(delivery: Delivery) => void>()
  readonly #gapListeners = new Set<() => void>()
  readonly #waiting = new Map<string, ((delivery: Delivery) => void)[]>()
  readonly #records: RecordKeeper
  readonly #idle = new Set<() => void>()
  readonly #limits: TimeLimits
  #closed = false
  #cutOff = false

  constructor(options: CourierOptions) {
    this.#options = options
    this.#records = new RecordKeeper(options)
    this.#limits = new TimeLimits(options.timer)
  }

  /** Takes deliveries that were just committed, and are this process's to carry. */
  take(deliveries: readonly Delivery[]): void {
    // What comes after the end stays pending in the log, for whoever comes next.
    if (this.#closed) return
    for (const delivery of deliveries) {
      if (this.#carried.has(delivery.id)) continue
      this.#carried.add(delivery.id)
      this.#laneFor(delivery).add(delivery)
    }
  }

  /** Takes a test along and resolves when its one try is over, whichever way it went. */
  carry(delivery: Delivery): Promise<Delivery> {
    if (this.#closed) return Promise.resolve({ ...delivery, status: 'failed' })
    return new Promise((resolve) => {
      this.#waiting.set(delivery.id, [...(this.#waiting.get(delivery.id) ?? []), resolve])
      this.take([delivery])
    })
  }

  /** Sends what was sent or given up once more, as it is, and resolves when that try is over. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    const waitingSince = this.#options.clock.now()
    return this.carry(await this.#options.log.reopen({ ...delivery, waitingSince }))
  }

  /**
   * Whether a test's one try is over in the same breath, in a world that forgets all with its
   * process anyway: it need not be written down before.
   */
  endsAtOnce({ kind, transport, destination, faultsAsked }: Delivery): boolean {
    const { log, transports, faults } = this.#options
    if (kind !== 'test' || !log.forgets || faultsAsked || faults?.areNone === false) return false
    return transports[transport].isInProcess?.(destination) === true
  }

  get owner(): string {
    return this.#options.owner
  }

  /** Tells whoever listens here of a delivery, which another process may have carried. */
  hear(delivery: Delivery): void {
    for (const listener of this.#listeners) {
      try {
        listener(delivery)
      } catch (error) {
        // Whoever only listens keeps nobody's news from going on.
        this.#options.report(error)
      }
    }
  }

  /** Changes of other processes may have been missed: whoever listens here looks again. */
  hearAgain(): void {
    for (const listener of this.#gapListeners) listener()
  }

  /** Takes up what was left behind: by this process before it was stopped, or by another. */
  async resume(): Promise<void> {
    const { log, clock, longestPause } = this.#options
    const latest = clock.now().getTime() + longestPause
    for (;;) {
      const claimed = await log.claim()
      if (claimed.length === 0) break
      // Whoever left it may have gone by a clock that was set wrong.
      this.take(claimed.map((delivery) => notLaterThan(latest, delivery)))
    }
    this.take(await log.strays(this.#carried))
  }

  /** Calls back with each delivery whose state has changed, until what it returns is called. */
  onChange(listener: (delivery: Delivery) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls back when changes may have been missed, until what it returns is called. */
  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener)
    return () => this.#gapListeners.delete(listener)
  }

  /** Resolves when nothing is pending any more: all is sent or given up. */
  async settled(): Promise<void> {
    while (this.#lanes.size > 0 && !this.#closed) {
      await new Promise<void>((resolve) => this.#idle.add(resolve))
    }
  }

  /**
   * Begins nothing more, and gives what is under way so many milliseconds to end; what is still
   * pending then stays so in the log.
   */
  async close(grace = 0): Promise<void> {
    this.#closed = true
    this.#records.end()
    const callOff = this.#options.timer.after(grace, () => {
      this.#cutOff = true
      this.#limits.endAll('The emulator ended.')
    })
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()))
    callOff()
    this.#lanes.clear()
    this.#wakeIdle()
    await Promise.all(Object.values(this.#options.transports).map((transport) => transport.close()))
  }

  #laneFor(delivery: Delivery): Lane {
    const key = laneOf(delivery)
    const lane =
      this.#lanes.get(key) ??
      new Lane({
        clock: this.#options.clock,
        timer: this.#options.timer,
        batch: batchOf(this.#options.transports[delivery.transport], delivery.destination),
        isAwaited: ({ id }) => this.#waiting.has(id),
        heldBack: (delivery) =>
          this.#waiting.has(delivery.id)
            ? undefined
            : toBeOvertaken(this.#options.faults, delivery, this.#options.clock.now().getTime()),
        attempt: (deliveries) => this.#attempt(deliveries),
        emptied: () => {
          this.#lanes.delete(key)
          if (this.#lanes.size === 0) this.#wakeIdle()
        },
      })
    this.#lanes.set(key, lane)
    return lane
  }

  /** One try for deliveries to one destination: returns them as they stand after it. */
  async #attempt(waiting: readonly Delivery[]): Promise<readonly Delivery[]> {
    const { clock, log, tries } = this.#options
    const at = clock.now()
    const deliveries = await this.#sealed(waiting)
    if (!deliveries) return waiting
    const [verdict, tried] = await this.#send(deliveries)
    if (this.#cutOff) return deliveries
    const milliseconds = clock.now().getTime() - at.getTime()

    const after = deliveries.map((delivery, index) =>
      afterAttempt(
        delivery,
        { at, milliseconds, ...outcomeOf(tried[index]!) },
        {
          tries: this.#isAnswerable(delivery) ? 1 : tries,
          verdict,
          nextAttemptAt: this.#nextAttemptAfter(delivery),
        },
      ),
    )
    const answer = () => after.forEach((delivery) => void this.#answer(delivery))
    const written = (await this.#records.insist(() => log.record(after), answer)) ?? []
    const pending = written.filter(({ status }) => status === 'pending')
    for (const { id } of deliveries) this.#carried.delete(id)
    for (const { id } of pending) this.#carried.add(id)
    answer()
    for (const delivery of written) this.hear(delivery)
    return pending
  }

  /** Whether a caller waits to be told what became of the one try. */
  #isAnswerable({ id, kind }: Delivery): boolean {
    return kind === 'message' && this.#waiting.has(id)
  }

  /** What is about to go collects no more, and is not sent without what has joined it. */
  async #sealed(deliveries: readonly Delivery[]): Promise<readonly Delivery[] | undefined> {
    if (!deliveries.some(({ collectsUntil }) => collectsUntil)) return deliveries
    return this.#records.insist(() => this.#options.log.seal(deliveries))
  }

  async #send(
    deliveries: readonly Delivery[],
  ): Promise<[PolicyVerdict | undefined, readonly Tried[]]> {
    const { transports, verdictOf, enforcePolicy, timer, timeout, faults } = this.#options
    const [first] = deliveries as [Delivery]
    const transport = transports[first.transport]
    const limited = <T>(work: (signal: AbortSignal) => Promise<T>) =>
      transport.isInProcess?.(first.destination)
        ? unlimited(work)
        : this.#limits.within(timeout, work)
    let verdict: PolicyVerdict | undefined
    try {
      verdict = await limited((signal) => verdictOf(first, signal))
      if (enforcePolicy && verdict?.allowed === false)
        throw new Error(`Access denied by its policy. ${verdict.reason}`)
      const means = meansOf(transport, {
        limited,
        hang: (work) => this.#limits.within(timeout, work),
        // As long as it takes, unless the emulator ends in the meantime.
        pause: (length) => this.#limits.within(endless, () => pause(timer, length)),
      })
      return [verdict, await sendThrough(faults, deliveries, means)]
    } catch (reason) {
      return [verdict, deliveries.map(() => ({ result: { status: 'rejected', reason } }))]
    }
  }

  #nextAttemptAfter({ attempts }: Delivery): Date {
    const { clock, random, firstPause, longestPause } = this.#options
    const pause = Math.min(firstPause * 2 ** attempts.length, longestPause)
    // Between half the pause and the whole of it, so that lanes that failed together do not return together.
    return new Date(clock.now().getTime() + pause * (0.5 + fraction(random) / 2))
  }

  #answer(delivery: Delivery): void {
    for (const resolve of this.#waiting.get(delivery.id) ?? []) resolve(delivery)
    this.#waiting.delete(delivery.id)
  }

  #wakeIdle(): void {
    for (const wake of this.#idle) wake()
    this.#idle.clear()
  }
}

function notLaterThan(latest: number, delivery: Delivery): Delivery {
  const { nextAttemptAt } = delivery
  if (!nextAttemptAt || nextAttemptAt.getTime() <= latest) return delivery
  return { ...delivery, nextAttemptAt: new Date(latest) }
}

/** How many go at once: as Amazon's batch calls take them; more where no wire is in between. */
const batchOf = (transport: Transport, destination: string): number => {
  if (!transport.sendBatch) return 1
  return transport.isInProcess?.(destination) ? 100 : 10
}

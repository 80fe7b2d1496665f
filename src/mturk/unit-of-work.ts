import { type Random, randomString } from '../core/random.js'
import type { HITEvent } from '../domain/hit-event.js'
import type { ScheduledJob } from '../domain/scheduled-job.js'
import type { NotificationSpecification } from '../domain/shapes/NotificationSpecification.js'
import type { Delivery } from '../notifications/delivery.js'
import type { Transaction } from '../store/store.js'
import { ChangeSet, recordChanges } from './change-events.js'
import type { Caller, Marketplace } from './marketplace.js'
import { type BatchFaults, Outbox, type WorkerEmail } from './outbox.js'
import { ReadContext } from './read-context.js'

type JobKey = Pick<ScheduledJob, 'kind' | 'subject'>

/** What the units of work of one transaction collect together, until it is flushed. */
interface Pending {
  readonly outbox: Outbox
  /** The last word on each job: the job, or its key when it is cancelled. */
  readonly jobs: Map<string, ScheduledJob | JobKey>
  readonly events: { readonly caller: Caller; readonly event: HITEvent }[]
  /** Whether the caller's `firstId` is assigned. */
  isFirstIdAssigned: boolean
}

/** What an operation sees and can do within one transaction, at one instant, for one caller. */
export class UnitOfWork extends ReadContext {
  readonly #caller: Caller
  readonly #pending: Pending

  constructor(
    marketplace: Marketplace,
    store: Transaction,
    caller: Caller,
    now: Date,
    pending: Pending,
  ) {
    super(marketplace, store, caller.account, now)
    this.#caller = caller
    this.#pending = pending
  }

  /** Origin of the URLs in the response, without a slash at the end. */
  get baseUrl(): string {
    return this.marketplace.baseUrl(this.#caller.origin)
  }

  /** The same transaction, for another requester. */
  override forAccount(account: string): UnitOfWork {
    return account === this.account ? this : this.#withCaller({ ...this.#caller, account })
  }

  /** The same transaction, with another source of IDs. */
  withRandom(random: Random): UnitOfWork {
    return this.#withCaller({ ...this.#caller, random })
  }

  #withCaller(caller: Caller): UnitOfWork {
    return new UnitOfWork(this.marketplace, this.store, caller, this.now, this.#pending)
  }

  /** An ID in Amazon's form: 30 upper-case letters and digits, the first a 3. */
  newId(): string {
    const { firstId } = this.#caller
    if (firstId !== undefined && !this.#pending.isFirstIdAssigned) {
      this.#pending.isFirstIdAssigned = true
      return firstId
    }
    return `3${randomString(this.#caller.random ?? this.marketplace.random, idAlphabet, 29)}`
  }

  /** Runs a job when it is due; it replaces the one of the same kind and subject. */
  schedule(job: ScheduledJob): void {
    this.#pending.jobs.set(`${job.kind} ${job.subject}`, job)
  }

  cancelJob(kind: ScheduledJob['kind'], subject: string): void {
    this.#pending.jobs.set(`${kind} ${subject}`, { kind, subject })
  }

  /** Reports events to the subscriptions of their HIT types, when the transaction is flushed. */
  publish(events: readonly HITEvent[]): void {
    for (const event of events) this.#pending.events.push({ caller: this.#caller, event })
  }

  /** The call waits for the single attempt. */
  emailWorker(email: WorkerEmail): Promise<void> {
    return this.#pending.outbox.emailWorker(this.#caller, email)
  }

  /** Ignores the event types of the specification. The call waits for the single attempt. */
  sendTestEvent(
    specification: NotificationSpecification,
    events: readonly HITEvent[],
  ): Promise<void> {
    return this.#pending.outbox.sendTestEvent(this.#caller, specification, events)
  }
}

/**
 * Runs one change in one transaction, at one instant. Jobs, events and notifications that follow
 * from it are written in the same transaction; notifications are sent after the commit.
 *
 * @param afterDelivery makes the result from what became of the deliveries that the caller waits
 *   for; the change is committed even when it throws
 */
export async function inTransaction<T>(
  marketplace: Marketplace,
  caller: Caller,
  work: (context: UnitOfWork) => Promise<T>,
  afterDelivery?: (result: T, deliveries: readonly Delivery[]) => T,
): Promise<T> {
  const batchFaults: BatchFaults = []
  // Assigned by each run: the store runs a transaction again after a conflict.
  let pending!: Pending
  let changes: ChangeSet | undefined
  async function runChange(tx: Transaction): Promise<T> {
    const now = marketplace.clock.now()
    changes = marketplace.changes.isObserved() ? new ChangeSet() : undefined
    const store = changes ? recordChanges(tx, changes) : tx
    const outbox = new Outbox(marketplace, store, now, batchFaults)
    pending = { outbox, jobs: new Map(), events: [], isFirstIdAssigned: false }
    try {
      const value = await work(new UnitOfWork(marketplace, store, caller, now, pending))
      await flush(pending, store)
      return value
    } catch (error) {
      outbox.takeBack()
      throw error
    }
  }

  let result: T
  try {
    result = await marketplace.store.transaction(runChange)
  } catch (error) {
    // The commit may have failed.
    pending?.outbox.takeBack()
    throw error
  }

  if (changes) marketplace.changes.publish(changes.events)
  const disposedCount = countDisposed(pending)
  if (disposedCount > 0) marketplace.onHitsDisposed(disposedCount)
  const attempts = dispatch(marketplace, pending.outbox)
  const dueAt = findEarliestDueTime(pending)
  if (dueAt) await (caller.notifyScheduler ?? marketplace.notifyScheduler)(dueAt)
  const delivered = await attempts
  return afterDelivery ? afterDelivery(result, delivered) : result
}

/** Writes what was collected: jobs first, then the notifications that report the events. */
async function flush({ outbox, jobs, events }: Pending, store: Transaction): Promise<void> {
  for (const job of jobs.values())
    await ('at' in job ? store.scheduledJobs.put(job) : store.scheduledJobs.remove(job))
  for (const { caller, event } of events) await outbox.publish(caller, event)
  await outbox.deliverDirectly()
}

/** Starts sending; resolves with the deliveries for whose single attempt the caller waits. */
function dispatch(
  { dispatcher }: Marketplace,
  { pending, delivered }: Outbox,
): Promise<readonly Delivery[]> | readonly Delivery[] {
  dispatcher.announce(delivered)
  const awaited = delivered.filter(isAwaited)
  if (pending.length === 0) return awaited
  dispatcher.enqueue(pending.filter((each) => !isAwaited(each)))
  return Promise.all([
    ...awaited,
    ...pending.filter(isAwaited).map((each) => dispatcher.deliverAndWait(each)),
  ])
}

const isAwaited = ({ kind }: Delivery): boolean => kind !== 'life-cycle'

function countDisposed({ events }: Pending): number {
  let count = 0
  for (const { event } of events) if (event.type === 'HITDisposed') count++
  return count
}

function findEarliestDueTime({ jobs }: Pending): Date | undefined {
  let earliest: Date | undefined
  for (const job of jobs.values())
    if ('at' in job && (!earliest || job.at < earliest)) earliest = job.at
  return earliest
}

const idAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

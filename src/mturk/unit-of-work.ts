import type { Clock } from '../core/clock.js'
import { type Random, randomHex, randomString } from '../core/random.js'
import type { HITEvent } from '../domain/hit-event.js'
import type { Quirk } from '../domain/quirks.js'
import type { ScheduledJob } from '../domain/scheduled-job.js'
import type { NotificationSpecification } from '../domain/shapes/NotificationSpecification.js'
import { effectiveAt, matchesEventType } from '../domain/subscription.js'
import type { FaultInjector } from '../faults/faults.js'
import type { FaultRule } from '../faults/rule.js'
import { getRequestFaults } from '../notifications/attempt.js'
import { pickBatchFault, scheduleBatch } from '../notifications/batching.js'
import type { Delivery } from '../notifications/delivery.js'
import type { DeliveryDispatcher } from '../notifications/dispatcher.js'
import {
  appendEvent,
  buildLifeCyclePayload,
  buildTestPayload,
  formatLifeCycleSubject,
  formatTestSubject,
} from '../notifications/payload.js'
import type { Store, Transaction } from '../store/store.js'
import { type ChangePublisher, ChangeSet, recordChanges } from './change-events.js'

/** A marketplace: what is kept, what time it is, and how its news gets out. */
export interface Marketplace {
  readonly store: Store
  readonly clock: Clock
  /** By which deliveries go, however the world's clock stands. */
  readonly realClock: Clock
  readonly random: Random
  readonly dispatcher: DeliveryDispatcher
  readonly changes: ChangePublisher
  /** The requester's ID of an account. */
  readonly getCustomerId: (account: string) => string
  /** Hears when the earliest of a change's deadlines is due; what is due already is met before it returns. */
  readonly notifyScheduler: (dueAt: Date) => Promise<void>
  /** Has a simulated worker do what it is time for, in this world. */
  readonly runSimulatedWorker: (marketplace: Marketplace, job: ScheduledJob) => Promise<void>
  /** Which of Amazon's two environments it is taken for. */
  readonly environment: MTurkEnvironment
  readonly settings: MarketplaceSettings
  /** What is to go wrong with its news. */
  readonly faults: FaultInjector
  /** What the request under way asked to go wrong with what it causes. */
  readonly requestFaults?: readonly FaultRule[]
  /** Where it is reached, without a slash at the end. */
  readonly baseUrl: () => string
}

/** A plain mail to somebody. */
interface WorkerEmail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

type MTurkEnvironment = 'sandbox' | 'production'

/** In what this marketplace may differ from the plainest one. */
interface MarketplaceSettings {
  /** Whether money runs out: in the sandbox it does not. */
  readonly balance: 'sandbox' | 'enforced'
  /** What an account has before anything was spent, in cents. */
  readonly openingBalance: number
  readonly quirks: ReadonlySet<Quirk>
  /** How long changed notification settings take to come into force, in milliseconds. */
  readonly settingsDelay: number
  /** How long a document waits for further events of its HIT type, in milliseconds of the wall. */
  readonly batchWindow: number
}

/** On whose behalf a change is made. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string
  readonly requestId?: string
  /** Names the request to whatever follows from it, where it is traced. */
  readonly traceparent?: string
}

/** What a change sees and can do. Nothing of it outlives the change. */
export interface UnitOfWork extends Caller {
  /** The one instant at which the whole change happens. */
  readonly now: Date
  readonly store: Transaction
  readonly environment: MTurkEnvironment
  readonly settings: MarketplaceSettings
  /** Where the emulator is reached, without a slash at the end. */
  readonly baseUrl: string
  /** The requester's own ID. */
  readonly customerId: string
  /** The same change, as far as it is made for another. */
  forAccount(account: string): UnitOfWork
  /** Has something done by itself when its time comes. */
  schedule(job: ScheduledJob): Promise<void>
  /** Writes to somebody, once the change is made. The caller waits for the one try. */
  emailWorker(email: WorkerEmail): Promise<void>
  /** An ID as Amazon makes them: 30 upper-case letters and digits, the first a 3. */
  newId(): string
  /** Tells whoever subscribed to the HIT type. */
  publish(...events: readonly HITEvent[]): Promise<void>
  /** Tells one destination, whatever its specification filters. The caller waits for the one try. */
  sendTestEvent(
    specification: NotificationSpecification,
    events: readonly HITEvent[],
  ): Promise<void>
}

/**
 * Makes one change: one transaction, at one instant. Its news is written in the same transaction
 * and goes out after it.
 *
 * @param afterDelivery what comes of the result when all that the caller waits for was tried; the change
 *   stands, whatever this throws
 */
export async function inTransaction<T>(
  marketplace: Marketplace,
  caller: Caller,
  work: (context: UnitOfWork) => Promise<T>,
  afterDelivery: (result: T, deliveries: readonly Delivery[]) => T = (result) => result,
): Promise<T> {
  let deliveries: Delivery[] = []
  let dueTimes: Date[] = []
  let changes: ChangeSet | undefined
  const batchFaults: BatchFaults = []
  const result = await marketplace.store.transaction((tx) => {
    deliveries = []
    dueTimes = []
    changes = marketplace.changes.isObserved() ? new ChangeSet() : undefined
    const store = changes ? recordChanges(tx, changes) : tx
    return work(createUnitOfWork(marketplace, caller, store, { deliveries, dueTimes, batchFaults }))
  })

  if (changes) marketplace.changes.publish(changes.events)
  marketplace.dispatcher.enqueue(deliveries.filter(({ kind }) => kind === 'life-cycle'))
  const awaitedDeliveries = deliveries.filter(({ kind }) => kind !== 'life-cycle')
  const tried = Promise.all(
    awaitedDeliveries.map((each) => marketplace.dispatcher.deliverAndWait(each)),
  )
  if (dueTimes.length > 0)
    await marketplace.notifyScheduler(dueTimes.reduce((a, b) => (b < a ? b : a)))
  return afterDelivery(result, await tried)
}

/** What a change wants sent when it is made. */
interface Outbox {
  readonly deliveries: Delivery[]
  readonly dueTimes: Date[]
  readonly batchFaults: BatchFaults
}

/** The fault that each document of a change meets, in order; it is the same when the change is run again. */
type BatchFaults = (readonly [FaultRule | undefined])[]

function createUnitOfWork(
  marketplace: Marketplace,
  caller: Caller,
  store: Transaction,
  outbox: Outbox,
): UnitOfWork {
  const now = marketplace.clock.now()
  const { settings } = marketplace

  async function enqueueEvents(
    kind: Delivery['kind'],
    { Transport, Destination, Version }: NotificationSpecification,
    events: readonly HITEvent[],
  ): Promise<void> {
    const eventDocId = randomHex(marketplace.random, 40)
    const metadata = {
      eventDocId,
      account: caller.account,
      customerId: marketplace.getCustomerId(caller.account),
      version: Version,
    }
    const isTest = kind === 'test'
    const base = {
      ...newDeliveryFields(kind),
      transport: Transport,
      destination: Destination,
      eventTypes: [...new Set(events.map(({ type }) => type))],
      eventDocId,
      payload: isTest
        ? buildTestPayload(events, metadata)
        : buildLifeCyclePayload(events, metadata),
      subject: isTest ? formatTestSubject(now) : formatLifeCycleSubject(now),
      hitTypeId: events[0]?.hitTypeId,
    }
    const delivery = isTest ? base : { ...base, ...decideBatching(base) }
    const isDuplicated = !isTest && settings.quirks.has('duplicate-documents')
    await enqueue(
      ...(isDuplicated ? [delivery, { ...delivery, id: marketplace.random.uuid() }] : [delivery]),
    )
  }

  /** How a new document waits for more events, when it does. */
  function decideBatching(delivery: Delivery) {
    const { faults, realClock } = marketplace
    const { batchFaults, deliveries } = outbox
    batchFaults[deliveries.length] ??= [
      pickBatchFault(faults, delivery, getRequestFaults(delivery)),
    ]
    const [fault] = batchFaults[deliveries.length]!
    return scheduleBatch(realClock, settings.batchWindow, fault)
  }

  /** What everything that is to be sent has in common. */
  const newDeliveryFields = (kind: Delivery['kind']) => ({
    ...caller,
    id: marketplace.random.uuid(),
    kind,
    owner: marketplace.dispatcher.owner,
    createdAt: now,
    enqueuedAt: marketplace.realClock.now(),
    status: 'pending' as const,
    attempts: [],
    requestFaults: marketplace.requestFaults,
  })

  async function enqueue(...deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries)
      if (!marketplace.dispatcher.skipsOutbox(delivery)) await store.deliveries.put(delivery)
    outbox.deliveries.push(...deliveries)
  }

  /** Joins a document that still waits for more, or begins one. */
  async function publishEvent(specification: NotificationSpecification, event: HITEvent) {
    const { account } = caller
    const { Transport: transport, Destination: destination } = specification
    const isBatchingPossible =
      settings.batchWindow > 0 || marketplace.faults.has('batch', marketplace.requestFaults)
    const openBatch = isBatchingPossible && (await findOpenBatch({ transport, destination }))
    if (openBatch) await store.deliveries.put(addEventToDelivery(openBatch, event))
    else await enqueueEvents('life-cycle', specification, [event])

    async function findOpenBatch(target: Pick<Delivery, 'transport' | 'destination'>) {
      const page = { limit: 20, newestFirst: true }
      const rows = await store.deliveries.list({ account, status: 'pending', ...target }, page)
      return rows
        .map(({ record }) => record)
        .find(
          ({ hitTypeId, batchUntil }) =>
            hitTypeId === event.hitTypeId && batchUntil && batchUntil > marketplace.realClock.now(),
        )
    }
  }

  return {
    ...caller,
    now,
    store,
    environment: marketplace.environment,
    settings,
    baseUrl: marketplace.baseUrl(),
    get customerId() {
      return marketplace.getCustomerId(caller.account)
    },
    forAccount: (account) => createUnitOfWork(marketplace, { ...caller, account }, store, outbox),
    emailWorker: ({ to, subject, text }) =>
      enqueue({
        ...newDeliveryFields('message'),
        transport: 'Email',
        destination: to,
        eventTypes: [],
        eventDocId: randomHex(marketplace.random, 40),
        payload: text,
        subject,
      }),
    async schedule(job) {
      await store.scheduledJobs.put(job)
      outbox.dueTimes.push(job.at)
    },
    newId: () => `3${randomString(marketplace.random, idAlphabet, 29)}`,
    sendTestEvent: (specification, events) => enqueueEvents('test', specification, events),
    async publish(...events) {
      for (const event of events) {
        const { account } = caller
        const { hitTypeId } = event
        const savedSubscription = await store.subscriptions.find({ account, hitTypeId })
        const subscription = savedSubscription && effectiveAt(savedSubscription, now)
        if (!subscription || !matchesEventType(subscription, event.type)) continue
        if (settings.quirks.has('no-events-after-expiry') && (await isAfterExpiry(store, event)))
          continue
        await publishEvent(subscription.specification, event)
      }
    },
  }
}

/** Whether it happened to an assignment whose HIT had expired. */
async function isAfterExpiry(store: Transaction, { type, hitId }: HITEvent): Promise<boolean> {
  return type.startsWith('Assignment') && (await store.hits.find({ id: hitId }))?.expired === true
}

const addEventToDelivery = (delivery: Delivery, event: HITEvent): Delivery => ({
  ...delivery,
  eventTypes: [...new Set([...delivery.eventTypes, event.type])],
  payload: appendEvent(delivery.payload, event),
})

const idAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

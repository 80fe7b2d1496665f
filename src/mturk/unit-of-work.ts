import type { Clock } from '../core/clock.js'
import { characters, hex, type Random } from '../core/random.js'
import type { Deadline } from '../domain/deadline.js'
import type { HITEvent } from '../domain/hit-event.js'
import type { Quirk } from '../domain/quirks.js'
import type { NotificationSpecification } from '../domain/shapes/NotificationSpecification.js'
import { inForce, wants } from '../domain/subscription.js'
import type { Faults } from '../faults/faults.js'
import type { FaultRule } from '../faults/rule.js'
import { askedFor } from '../notifications/attempt.js'
import { batchFault, collecting } from '../notifications/batching.js'
import type { Delivery } from '../notifications/delivery.js'
import type { Courier } from '../notifications/dispatcher.js'
import {
  documentWith,
  lifeCycleDocument,
  lifeCycleSubject,
  testDocument,
  testSubject,
} from '../notifications/document.js'
import type { Store, Transaction } from '../store/store.js'

/** A marketplace: what is kept, what time it is, and how its news gets out. */
export interface World {
  readonly store: Store
  readonly clock: Clock
  /** By which deliveries go, however the world's clock stands. */
  readonly wall: Clock
  readonly random: Random
  readonly courier: Courier
  /** The requester's ID of an account. */
  readonly customerIdOf: (account: string) => string
  /** Hears when the earliest of a change's deadlines is due; what is due already is met before it returns. */
  readonly alarm: (due: Date) => Promise<void>
  /** Has a simulated worker do what it is time for, in this world. */
  readonly takeTurn: (world: World, due: Deadline) => Promise<void>
  /** Which of Amazon's two environments it is taken for. */
  readonly environment: Environment
  readonly rules: Rules
  /** What is to go wrong with its news. */
  readonly faults: Faults
  /** What the request under way asked to go wrong with what it causes. */
  readonly faultsAsked?: readonly FaultRule[]
  /** Where it is reached, without a slash at the end. */
  readonly baseUrl: () => string
}

/** A plain mail to somebody. */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export type Environment = 'sandbox' | 'production'

/** In what this marketplace may differ from the plainest one. */
export interface Rules {
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
export interface Party {
  /** Twelve digits. */
  readonly account: string
  readonly requestId?: string
  /** Names the request to whatever follows from it, where it is traced. */
  readonly traceparent?: string
}

/** What a change sees and can do. Nothing of it outlives the change. */
export interface Context extends Party {
  /** The one instant at which the whole change happens. */
  readonly now: Date
  readonly store: Transaction
  readonly environment: Environment
  readonly rules: Rules
  /** Where the emulator is reached, without a slash at the end. */
  readonly baseUrl: string
  /** The requester's own ID. */
  readonly customerId: string
  /** The same change, as far as it is made for another. */
  onBehalfOf(account: string): Context
  /** Has something done by itself when its time comes. */
  schedule(deadline: Deadline): Promise<void>
  /** Writes to somebody, once the change is made. The caller waits for the one try. */
  write(message: Message): Promise<void>
  /** An ID as Amazon makes them: 30 upper-case letters and digits, the first a 3. */
  newId(): string
  /** Tells whoever subscribed to the HIT type. */
  emit(...events: readonly HITEvent[]): Promise<void>
  /** Tells one destination, whatever its specification filters. The caller waits for the one try. */
  notify(specification: NotificationSpecification, events: readonly HITEvent[]): Promise<void>
}

/**
 * Makes one change: one transaction, at one instant. Its news is written in the same transaction
 * and goes out after it.
 *
 * @param conclude what comes of the result when all that the caller waits for was tried; the change
 *   stands, whatever this throws
 */
export async function change<T>(
  world: World,
  party: Party,
  work: (context: Context) => Promise<T>,
  conclude: (result: T, tried: readonly Delivery[]) => T = (result) => result,
): Promise<T> {
  let news: Delivery[] = []
  let due: Date[] = []
  const batchFaults: BatchFaults = []
  const result = await world.store.transaction((store) => {
    news = []
    due = []
    return work(contextOf(world, party, store, { news, due, batchFaults }))
  })

  world.courier.take(news.filter(({ kind }) => kind === 'life-cycle'))
  const awaited = news.filter(({ kind }) => kind !== 'life-cycle')
  const tried = Promise.all(awaited.map((each) => world.courier.carry(each)))
  if (due.length > 0) await world.alarm(due.reduce((a, b) => (b < a ? b : a)))
  return conclude(result, await tried)
}

/** What a change wants sent when it is made. */
interface Outbox {
  readonly news: Delivery[]
  readonly due: Date[]
  readonly batchFaults: BatchFaults
}

/** The fault that each document of a change meets, in order; it is the same when the change is run again. */
type BatchFaults = (readonly [FaultRule | undefined])[]

function contextOf(world: World, party: Party, store: Transaction, outbox: Outbox): Context {
  const now = world.clock.now()
  const { rules } = world

  async function send(
    kind: Delivery['kind'],
    { Transport, Destination, Version }: NotificationSpecification,
    events: readonly HITEvent[],
  ): Promise<void> {
    const eventDocId = hex(world.random, 40)
    const heading = {
      eventDocId,
      account: party.account,
      customerId: world.customerIdOf(party.account),
      version: Version,
    }
    const isTest = kind === 'test'
    const made = {
      ...parcel(kind),
      transport: Transport,
      destination: Destination,
      eventTypes: [...new Set(events.map(({ type }) => type))],
      eventDocId,
      document: isTest ? testDocument(events, heading) : lifeCycleDocument(events, heading),
      subject: isTest ? testSubject(now) : lifeCycleSubject(now),
      hitTypeId: events[0]?.hitTypeId,
    }
    const delivery = isTest ? made : { ...made, ...waiting(made) }
    const twice = !isTest && rules.quirks.has('duplicate-documents')
    await post(...(twice ? [delivery, { ...delivery, id: world.random.uuid() }] : [delivery]))
  }

  /** How a new document waits for more events, when it does. */
  function waiting(made: Delivery) {
    const { faults, wall } = world
    const { batchFaults, news } = outbox
    batchFaults[news.length] ??= [batchFault(faults, made, askedFor(made))]
    const [fault] = batchFaults[news.length]!
    return collecting(wall, rules.batchWindow, fault)
  }

  /** What everything that is to be sent has in common. */
  const parcel = (kind: Delivery['kind']) => ({
    ...party,
    id: world.random.uuid(),
    kind,
    owner: world.courier.owner,
    madeAt: now,
    waitingSince: world.wall.now(),
    status: 'pending' as const,
    attempts: [],
    faultsAsked: world.faultsAsked,
  })

  async function post(...deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries)
      if (!world.courier.endsAtOnce(delivery)) await store.deliveries.put(delivery)
    outbox.news.push(...deliveries)
  }

  /** Joins a document that still waits for more, or begins one. */
  async function sendNews(specification: NotificationSpecification, event: HITEvent) {
    const { account } = party
    const { Transport: transport, Destination: destination } = specification
    const mayWait = rules.batchWindow > 0 || world.faults.has('batch', world.faultsAsked)
    const waiting = mayWait && (await stillOpen({ transport, destination }))
    if (waiting) await store.deliveries.put(joined(waiting, event))
    else await send('life-cycle', specification, [event])

    async function stillOpen(where: Pick<Delivery, 'transport' | 'destination'>) {
      const recent = { limit: 20, newestFirst: true }
      const found = await store.deliveries.list({ account, status: 'pending', ...where }, recent)
      return found
        .map(({ thing }) => thing)
        .find(
          ({ hitTypeId, collectsUntil }) =>
            hitTypeId === event.hitTypeId && collectsUntil && collectsUntil > world.wall.now(),
        )
    }
  }

  return {
    ...party,
    now,
    store,
    environment: world.environment,
    rules,
    baseUrl: world.baseUrl(),
    get customerId() {
      return world.customerIdOf(party.account)
    },
    onBehalfOf: (account) => contextOf(world, { ...party, account }, store, outbox),
    write: ({ to, subject, text }) =>
      post({
        ...parcel('message'),
        transport: 'Email',
        destination: to,
        eventTypes: [],
        eventDocId: hex(world.random, 40),
        document: text,
        subject,
      }),
    async schedule(deadline) {
      await store.deadlines.put(deadline)
      outbox.due.push(deadline.at)
    },
    newId: () => `3${characters(world.random, idAlphabet, 29)}`,
    notify: (specification, events) => send('test', specification, events),
    async emit(...events) {
      for (const event of events) {
        const { account } = party
        const { hitTypeId } = event
        const kept = await store.subscriptions.find({ account, hitTypeId })
        const subscription = kept && inForce(kept, now)
        if (!subscription || !wants(subscription, event.type)) continue
        if (rules.quirks.has('no-events-after-expiry') && (await isLate(store, event))) continue
        await sendNews(subscription.specification, event)
      }
    },
  }
}

/** Whether it happened to an assignment whose HIT had expired. */
async function isLate(store: Transaction, { type, hitId }: HITEvent): Promise<boolean> {
  return type.startsWith('Assignment') && (await store.hits.find({ id: hitId }))?.expired === true
}

const joined = (delivery: Delivery, event: HITEvent): Delivery => ({
  ...delivery,
  eventTypes: [...new Set([...delivery.eventTypes, event.type])],
  document: documentWith(delivery.document, event),
})

const idAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

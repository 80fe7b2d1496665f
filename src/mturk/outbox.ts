import { randomHex } from '../core/random.js'
import type { HITEvent } from '../domain/hit-event.js'
import type { EventType } from '../domain/shapes/EventType.js'
import type {
  NotificationSpecification,
  NotificationTransport,
} from '../domain/shapes/NotificationSpecification.js'
import { effectiveAt, matchesEventType } from '../domain/subscription.js'
import type { FaultRule } from '../faults/rule.js'
import { getRequestFaults } from '../notifications/attempt.js'
import { pickBatchFault, scheduleBatch } from '../notifications/batching.js'
import type { Delivery, DeliveryKind } from '../notifications/delivery.js'
import type { DirectDelivery } from '../notifications/direct-delivery.js'
import {
  appendEvent,
  buildLifeCyclePayload,
  buildTestPayload,
  fitsDestination,
  formatLifeCycleSubject,
  formatTestSubject,
} from '../notifications/payload.js'
import type { Transaction } from '../store/store.js'
import type { Caller, Marketplace } from './marketplace.js'

/** A plain email to a worker. */
export interface WorkerEmail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * The fault that each new notification of a transaction meets, in order: picking one counts it, and
 * a transaction that is run again must not count it again.
 */
export type BatchFaults = (readonly [FaultRule | undefined])[]

/** Writes deliveries in the transaction whose events they report, and collects them for sending. */
export class Outbox {
  /** To be sent after the commit. */
  readonly pending: Delivery[] = []
  readonly #direct: Delivery[] = []
  readonly #delivered: DirectDelivery[] = []
  #count = 0
  readonly #marketplace: Marketplace
  readonly #store: Transaction
  readonly #now: Date
  readonly #batchFaults: BatchFaults

  constructor(marketplace: Marketplace, store: Transaction, now: Date, batchFaults: BatchFaults) {
    this.#marketplace = marketplace
    this.#store = store
    this.#now = now
    this.#batchFaults = batchFaults
  }

  async emailWorker(caller: Caller, { to, subject, text }: WorkerEmail): Promise<void> {
    const random = caller.random ?? this.#marketplace.random
    await this.#add(
      this.#createDelivery(caller, 'message', {
        id: random.uuid(),
        transport: 'Email',
        destination: to,
        events: [],
        eventDocId: randomHex(random, 40),
        payload: text,
        subject,
      }),
    )
  }

  async sendTestEvent(
    caller: Caller,
    { Transport, Destination, Version }: NotificationSpecification,
    events: readonly HITEvent[],
  ): Promise<void> {
    const random = caller.random ?? this.#marketplace.random
    const eventDocId = randomHex(random, 40)
    await this.#add(
      this.#createDelivery(caller, 'test', {
        id: random.uuid(),
        transport: Transport,
        destination: Destination,
        events,
        eventDocId,
        payload: buildTestPayload(events, this.#metadata(caller, eventDocId, Version)),
        subject: formatTestSubject(this.#now),
      }),
    )
  }

  /** Reports an event to the subscription of its HIT type, if that asks for such events. */
  async publish(caller: Caller, event: HITEvent): Promise<void> {
    const { account } = caller
    const { hitTypeId } = event
    const { settings } = this.#marketplace
    const savedSubscription = await this.#store.subscriptions.find({ account, hitTypeId })
    const subscription = savedSubscription && effectiveAt(savedSubscription, this.#now)
    if (!subscription || !matchesEventType(subscription, event.type)) return
    if (settings.quirks.has('no-events-after-expiry') && (await this.#isAfterExpiry(event))) return

    const openBatch = await this.#findOpenBatch(caller, subscription.specification, hitTypeId)
    if (openBatch) await this.#store.deliveries.put(this.#addEvent(openBatch, event))
    else await this.#startNotification(caller, subscription.specification, event)
  }

  async #startNotification(
    caller: Caller,
    { Transport, Destination, Version }: NotificationSpecification,
    event: HITEvent,
  ): Promise<void> {
    const { settings, realClock, faults } = this.#marketplace
    const random = caller.random ?? this.#marketplace.random
    const eventDocId = randomHex(random, 40)
    const events = [event]
    const single = this.#createDelivery(caller, 'life-cycle', {
      id: random.uuid(),
      transport: Transport,
      destination: Destination,
      events,
      eventDocId,
      payload: this.#limitPayload(Transport, event, (fitting) =>
        buildLifeCyclePayload([fitting], this.#metadata(caller, eventDocId, Version)),
      ),
      subject: formatLifeCycleSubject(this.#now),
    })
    this.#batchFaults[this.#count] ??= [pickBatchFault(faults, single, getRequestFaults(single))]
    const [fault] = this.#batchFaults[this.#count]!
    const batch = scheduleBatch(realClock, settings.batchWindow, fault)
    const delivery = batch ? { ...single, ...batch } : single
    await this.#add(delivery)
    if (settings.quirks.has('duplicate-documents'))
      await this.#add({ ...delivery, id: random.uuid() })
  }

  /**
   * Sends what goes into built-in queues and topics, as the last step of the transaction, and writes
   * the results.
   */
  async deliverDirectly(): Promise<void> {
    const { dispatcher } = this.#marketplace
    for (const delivery of this.#direct) {
      const direct = await dispatcher.deliverDirectly(delivery)
      if (direct) this.#delivered.push(direct)
      else this.pending.push(delivery)
      await this.#store.deliveries.put(direct?.delivery ?? delivery)
    }
  }

  /** Deliveries whose first attempt was made in the transaction. */
  get delivered(): readonly Delivery[] {
    return this.#delivered.map(({ delivery }) => delivery)
  }

  /** Takes back what was sent, because the transaction failed. */
  takeBack(): void {
    for (const { undo } of this.#delivered.splice(0)) undo()
  }

  async #add(delivery: Delivery): Promise<void> {
    this.#count++
    if (this.#marketplace.dispatcher.canDeliverDirectly(delivery)) {
      this.#direct.push(delivery)
      return
    }
    await this.#store.deliveries.put(delivery)
    this.pending.push(delivery)
  }

  /** A notification to the same destination that still waits for more events. */
  async #findOpenBatch(
    { account, requestFaults }: Caller,
    { Transport: transport, Destination: destination }: NotificationSpecification,
    hitTypeId: string,
  ): Promise<Delivery | undefined> {
    const { settings, faults, realClock } = this.#marketplace
    if (settings.batchWindow === 0 && !faults.has('batch', requestFaults)) return undefined
    const now = realClock.now()
    const rows = await this.#store.deliveries.list(
      { account, status: 'pending', transport, destination },
      { limit: 20, newestFirst: true },
    )
    return rows.find(
      ({ record }) =>
        record.hitTypeId === hitTypeId && record.batchUntil && record.batchUntil > now,
    )?.record
  }

  #addEvent(delivery: Delivery, event: HITEvent): Delivery {
    const { eventTypes, payload, transport } = delivery
    return {
      ...delivery,
      eventTypes: [...new Set([...eventTypes, event.type])],
      payload: this.#limitPayload(transport, event, (fitting) => appendEvent(payload, fitting)),
    }
  }

  /** The payload with an event; without the event's answer, when that is more than SQS or SNS take. */
  #limitPayload(
    transport: NotificationTransport,
    event: HITEvent,
    build: (event: HITEvent) => string,
  ): string {
    const payload = build(event)
    if (event.answer === undefined || fitsDestination(payload, transport)) return payload
    this.#marketplace.log.warn('The answer is too large for a notification and is left out of it', {
      transport,
      assignmentId: event.assignmentId,
      bytes: Buffer.byteLength(payload),
    })
    return build({ ...event, answer: undefined })
  }

  /** Whether it happened to an assignment whose HIT had expired. */
  async #isAfterExpiry({ type, hitId }: HITEvent): Promise<boolean> {
    if (!type.startsWith('Assignment')) return false
    return (await this.#store.hits.find({ id: hitId }))?.expired === true
  }

  #metadata({ account }: Caller, eventDocId: string, version: string) {
    return {
      eventDocId,
      account,
      customerId: this.#marketplace.getCustomerId(account),
      version,
    }
  }

  /** One literal for all kinds, so that all deliveries have the same hidden class. */
  #createDelivery(
    { account, requestId, traceparent, requestFaults }: Caller,
    kind: DeliveryKind,
    message: NewMessage,
  ): Delivery {
    const { events } = message
    return {
      account,
      requestId,
      traceparent,
      id: message.id,
      kind,
      owner: this.#marketplace.dispatcher.owner,
      createdAt: this.#now,
      enqueuedAt: this.#marketplace.realClock.now(),
      status: 'pending',
      attempts: [],
      requestFaults,
      transport: message.transport,
      destination: message.destination,
      eventTypes: listEventTypes(events),
      eventDocId: message.eventDocId,
      payload: message.payload,
      subject: message.subject,
      hitTypeId: events[0]?.hitTypeId,
    }
  }
}

/** Each once, in the order of the events. */
const listEventTypes = (events: readonly HITEvent[]): readonly EventType[] =>
  events.length === 1 ? [events[0]!.type] : [...new Set(events.map(({ type }) => type))]

interface NewMessage
  extends Pick<
    Delivery,
    'id' | 'transport' | 'destination' | 'eventDocId' | 'payload' | 'subject'
  > {
  readonly events: readonly HITEvent[]
}

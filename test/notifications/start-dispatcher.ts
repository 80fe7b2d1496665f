import { onTestFinished } from 'vitest'
import { realClock } from '../../src/core/clock.js'
import { seededRandom } from '../../src/core/random.js'
import { realTimer } from '../../src/core/timer.js'
import type { Delivery } from '../../src/notifications/delivery.js'
import { DeliveryDispatcher } from '../../src/notifications/dispatcher.js'
import type { DispatcherOptions } from '../../src/notifications/dispatcher-options.js'
import {
  fixedRoute,
  type OutgoingNotification,
  type Transport,
} from '../../src/notifications/transports/transport.js'
import { deliveryLog } from '../../src/store/delivery-log.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'

/** A life-cycle notification to a queue. */
export const makeDelivery = (id: string, overrides: Partial<Delivery> = {}): Delivery => ({
  id,
  account: '000000000000',
  transport: 'SQS',
  destination: 'queue-a',
  kind: 'life-cycle',
  eventTypes: ['HITCreated'],
  eventDocId: id.padEnd(40, '0'),
  payload: id,
  subject: '29000000',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  owner: 'this',
  status: 'pending',
  attempts: [],
  ...overrides,
})

/** Records what it sends; each destination can be given an answer. */
export class RecordingTransport implements Transport {
  readonly documents: string[] = []
  readonly #answers: Readonly<Record<string, () => Promise<string>>>
  sendBatch?: Transport['sendBatch']

  constructor(answers: Readonly<Record<string, () => Promise<string>>> = {}) {
    this.#answers = answers
  }

  async send({ payload, destination }: OutgoingNotification): Promise<string> {
    this.documents.push(payload)
    return (await this.#answers[destination]?.()) ?? `receipt of ${payload}`
  }

  close() {}
}

/** A dispatcher with a store of its own, unless one is given. */
export async function startDispatcher(
  transport: Transport,
  options: Partial<DispatcherOptions> = {},
  existingStore?: Store,
) {
  const router = fixedRoute(transport)
  const store = existingStore ?? (await sqlStore(sqlite(':memory:')))
  const dispatcher = new DeliveryDispatcher({
    owner: 'this',
    log: deliveryLog(store, 1000, 'this'),
    routers: { Email: router, SQS: router, SNS: router },
    evaluatePolicy: async () => undefined,
    enforcePolicy: false,
    clock: realClock,
    timer: realTimer,
    random: seededRandom('dispatcher'),
    maxAttempts: 3,
    timeout: 1000,
    initialBackoff: 0,
    maxBackoff: 0,
    report: () => {},
    ...options,
  })
  onTestFinished(() => dispatcher.close())

  const commit = async (...deliveries: readonly Delivery[]) => {
    await store.transaction(async (tx) => {
      for (const delivery of deliveries) await tx.deliveries.put(delivery)
    })
    dispatcher.enqueue(deliveries)
  }
  const find = (id: string) => store.transaction((tx) => tx.deliveries.find({ id }))
  return { store, dispatcher: dispatcher, commit, find }
}

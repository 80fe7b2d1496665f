import { onTestFinished } from 'vitest'
import { wallClock } from '../../src/core/clock.js'
import { seededRandom } from '../../src/core/random.js'
import { wallTimer } from '../../src/core/timer.js'
import type { Delivery } from '../../src/notifications/delivery.js'
import { Courier, type CourierOptions } from '../../src/notifications/dispatcher.js'
import type { Parcel, Transport } from '../../src/notifications/transports/transport.js'
import { deliveryLog } from '../../src/store/delivery-log.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import type { Store } from '../../src/store/store.js'

/** What happened, on its way to a queue. */
export const news = (id: string, overrides: Partial<Delivery> = {}): Delivery => ({
  id,
  account: '000000000000',
  transport: 'SQS',
  destination: 'queue-a',
  kind: 'life-cycle',
  eventTypes: ['HITCreated'],
  eventDocId: id.padEnd(40, '0'),
  document: id,
  subject: '29000000',
  madeAt: new Date('2026-01-01T00:00:00Z'),
  owner: 'this',
  status: 'pending',
  attempts: [],
  ...overrides,
})

/** A receiver that notes what came, and answers as it is told for each destination. */
export class Receiver implements Transport {
  readonly came: string[] = []
  readonly #answers: Readonly<Record<string, () => Promise<string>>>
  sendBatch?: Transport['sendBatch']

  constructor(answers: Readonly<Record<string, () => Promise<string>>> = {}) {
    this.#answers = answers
  }

  async send({ document, destination }: Parcel): Promise<string> {
    this.came.push(document)
    return (await this.#answers[destination]?.()) ?? `receipt of ${document}`
  }

  close() {}
}

/** A courier with a log of its own, unless the store is given. */
export async function courierWith(
  receiver: Transport,
  options: Partial<CourierOptions> = {},
  given?: Store,
) {
  const store = given ?? (await sqlStore(sqlite(':memory:')))
  const courier = new Courier({
    owner: 'this',
    log: deliveryLog(store, 1000, 'this'),
    transports: { Email: receiver, SQS: receiver, SNS: receiver },
    verdictOf: async () => undefined,
    enforcePolicy: false,
    clock: wallClock,
    timer: wallTimer,
    random: seededRandom('courier'),
    tries: 3,
    timeout: 1000,
    firstPause: 0,
    longestPause: 0,
    report: () => {},
    ...options,
  })
  onTestFinished(() => courier.close())

  const commit = async (...deliveries: readonly Delivery[]) => {
    await store.transaction(async (tx) => {
      for (const delivery of deliveries) await tx.deliveries.put(delivery)
    })
    courier.take(deliveries)
  }
  const find = (id: string) => store.transaction((tx) => tx.deliveries.find({ id }))
  return { store, courier, commit, find }
}

import type { EmulatorInstance } from '../create-emulator.js'
import { createTestDeliveries, type TestDeliveries } from './deliveries.js'
import type { EventDocument } from './event-document.js'

/** Options for any client of Amazon's SDK for JavaScript. */
export interface ClientConfig {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** A queue as a notification destination. */
export interface TestQueue {
  /** Destination for a notification specification with transport SQS. */
  readonly url: string
  readonly arn: string
  /** Message bodies in the queue, oldest first; nothing is consumed. */
  bodies(): readonly string[]
  /** The same bodies, parsed. */
  documents(): readonly EventDocument[]
}

/** A topic as a notification destination. */
export interface TestTopic {
  /** Destination for a notification specification with transport SNS. */
  readonly arn: string
  /** Recently published messages, oldest first. */
  messages(): readonly { readonly subject?: string; readonly message: string }[]
  documents(): readonly EventDocument[]
}

/** A requester with an account of its own, so that tests do not see each other's data. */
export interface Requester {
  readonly account: string
  readonly clientConfig: ClientConfig
  /** Deliveries of this account. */
  readonly deliveries: TestDeliveries
  /** The queue of this name, created if missing. */
  queue(name: string): TestQueue
  /** The topic of this name, created if missing. */
  topic(name: string): TestTopic
}

export function createRequester(
  { endpoint, queues, topics, marketplace }: EmulatorInstance,
  account: string,
  region: string,
): Requester {
  return {
    account,
    clientConfig: {
      endpoint,
      region,
      credentials: { accessKeyId: account, secretAccessKey: 'test' },
    },
    deliveries: createTestDeliveries(marketplace, account),
    queue(name) {
      const queue = queues.create({ account, region, name })
      const bodies = () => queue.peek().map(({ body }) => body)
      return {
        url: `${marketplace.baseUrl()}/${account}/${name}`,
        arn: queue.arn,
        bodies,
        documents: () => bodies().map((body) => JSON.parse(body) as EventDocument),
      }
    },
    topic(name) {
      const topic = topics.create({ account, region, name })
      const messages = () =>
        topic.recentMessages.map(({ message: { subject, message } }) => ({ subject, message }))
      return {
        arn: topic.arn,
        messages,
        documents: () => messages().map(({ message }) => JSON.parse(message) as EventDocument),
      }
    },
  }
}

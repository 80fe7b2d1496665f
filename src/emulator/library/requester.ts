import type { EmulatorInstance } from '../create-emulator.js'
import { type TestDeliveries, createTestDeliveries } from './deliveries.js'
import type { EventDocument } from './event-document.js'

/** What every client of Amazon's SDK for JavaScript takes. */
export interface ClientConfig {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** A queue to have news sent to. */
export interface TestQueue {
  /** What a notification specification for SQS takes as its destination. */
  readonly url: string
  readonly arn: string
  /** The bodies that are in it, oldest first; nothing is consumed. */
  bodies(): readonly string[]
  /** The same as event documents. */
  documents(): readonly EventDocument[]
}

/** A topic to have news sent to. */
export interface TestTopic {
  /** What a notification specification for SNS takes as its destination. */
  readonly arn: string
  /** The messages that were published lately, oldest first. */
  messages(): readonly { readonly subject?: string; readonly message: string }[]
  documents(): readonly EventDocument[]
}

/** One account, and all that is its own: tests with an account each do not see one another. */
export interface Requester {
  readonly account: string
  readonly clientConfig: ClientConfig
  /** Its deliveries. */
  readonly deliveries: TestDeliveries
  /** The queue of this name, made if it is not there. */
  queue(name: string): TestQueue
  /** The topic of this name, made if it is not there. */
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
        url: `${endpoint}/${account}/${name}`,
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

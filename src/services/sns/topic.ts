import { invalid } from './fault.js'
import type { Published } from './message.js'
import { retriesIn } from './retry.js'
import type { Subscription } from './subscription.js'

export interface TopicName {
  readonly account: string
  readonly region: string
  readonly name: string
}

/** One message, and what became of it at each subscription. */
export interface PublishedMessage {
  readonly message: Published
  readonly deliveries: { readonly subscription: string; outcome: string }[]
}

/** Somewhere to publish to. */
export interface Topic {
  readonly id: TopicName
  readonly arn: string
  attributes: Readonly<Record<string, string>>
  readonly tags: Map<string, string>
  readonly subscriptions: Map<string, Subscription>
  /** The last messages, oldest first. */
  readonly recent: PublishedMessage[]
  published: number
}

const settable = new Set([
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoTopic',
  'FifoThroughputScope',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
])

/** @throws TopicFault for a name that is none, and for a value that cannot be */
export function checkTopicAttributes(given: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (!settable.has(name) && !/^\w{1,20}(Success|Failure)Feedback\w{1,20}$/.test(name))
      throw invalid('AttributeName')
    if (name === 'SignatureVersion' && value !== '1' && value !== '2')
      throw invalid('SignatureVersion: must be 1 or 2')
    if (name === 'Policy' && value !== '' && !isPolicy(value)) throw invalid('Policy Error: null')
    if (name === 'DeliveryPolicy') retriesIn(value)
    if (
      (name === 'FifoTopic' || name === 'ContentBasedDeduplication') &&
      !/^(true|false)$/.test(value)
    )
      throw invalid(`${name}: must be true or false`)
  }
}

/** In bytes, as SNS's quotas have it. */
const largestPolicy = 30_720

function isPolicy(text: string): boolean {
  if (Buffer.byteLength(text) > largestPolicy) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

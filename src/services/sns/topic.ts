import { invalidParameter } from './errors.js'
import type { SnsMessage } from './message.js'
import { formatTopicDeliveryPolicy } from './retry-policy.js'
import type { SnsSubscription } from './subscription.js'

export interface TopicName {
  readonly account: string
  readonly region: string
  readonly name: string
}

/** The ARN of a subscription, and the outcome of a message there: `pending` until its end. */
export interface SubscriptionDelivery {
  readonly subscription: string
  outcome: string
}

/** A message and its outcome at each subscription. */
export interface PublishedMessage {
  readonly message: SnsMessage
  readonly deliveries: SubscriptionDelivery[]
}

export interface Topic {
  readonly id: TopicName
  readonly arn: string
  attributes: Readonly<Record<string, string>>
  readonly tags: Map<string, string>
  readonly subscriptions: Map<string, SnsSubscription>
  /** The last messages, oldest first. */
  readonly recentMessages: PublishedMessage[]
  publishedCount: number
}

const settableAttributes = new Set([
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

/**
 * Checks attributes and writes them as SNS does: booleans in lower case, delivery policies with their
 * defaults.
 *
 * @throws SnsError for an unknown name or an invalid value
 */
export function readTopicAttributes(
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, readTopicAttribute(name, value)]),
  )
}

function readTopicAttribute(name: string, value: string): string {
  if (!settableAttributes.has(name) && !/^\w{1,20}(Success|Failure)Feedback\w{1,20}$/.test(name))
    throw invalidParameter('AttributeName')
  if (name === 'SignatureVersion' && value !== '1' && value !== '2')
    throw invalidParameter('SignatureVersion: must be 1 or 2')
  if (name === 'Policy' && value !== '' && !isPolicy(value))
    throw invalidParameter('Policy Error: null')
  if (name === 'DeliveryPolicy') return formatTopicDeliveryPolicy(value)
  if (name !== 'FifoTopic' && name !== 'ContentBasedDeduplication') return value
  if (!/^(true|false)$/i.test(value)) throw invalidParameter(`${name}: must be true or false`)
  return value.toLowerCase()
}

/** The policy of a topic that has none of its own. */
export const buildDefaultPolicy = ({ arn, id }: Topic) => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        ...['SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:AddPermission'],
        ...['SNS:RemovePermission', 'SNS:DeleteTopic', 'SNS:Subscribe'],
        ...['SNS:ListSubscriptionsByTopic', 'SNS:Publish'],
      ],
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': id.account } },
    },
  ],
})

/** In bytes, as SNS's quotas have it. */
const maxPolicyBytes = 30_720

function isPolicy(text: string): boolean {
  if (Buffer.byteLength(text) > maxPolicyBytes) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

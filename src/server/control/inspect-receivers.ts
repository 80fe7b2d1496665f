import { evaluatePolicy, type PolicyVerdict } from '../../notifications/access-policy.js'
import type { SnsSubscription } from '../../services/sns/subscription.js'
import type { PublishedMessage, Topic } from '../../services/sns/topic.js'
import type { Topics } from '../../services/sns/topics.js'
import type { SqsMessage } from '../../services/sqs/message.js'
import type { MessageAttributes } from '../../services/sqs/message-attributes.js'
import type { Queue } from '../../services/sqs/queue.js'
import type { Queues } from '../../services/sqs/queues.js'
import { getSystemAttributes } from '../../services/sqs/receive-message.js'
import { createNumbering, type PageInfo, type PageParameters, pageOf } from './pagination.js'

interface ResourceState {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly arn: string
  readonly attributes: Readonly<Record<string, string>>
  /** Whether the real MTurk could deliver to it. */
  readonly verdict: PolicyVerdict
}

interface QueueState extends ResourceState {
  readonly url: string
  readonly counts: { readonly ready: number; readonly inFlight: number; readonly delayed: number }
  readonly messages: readonly QueueMessageState[]
}

interface QueueMessageState {
  readonly messageId: string
  readonly state: string
  readonly body: string
  /** As SQS writes them: as texts. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly messageAttributes: MessageAttributes
}

interface QueueFilter {
  readonly arn?: string
  readonly account?: string
  readonly name?: string
  /** A part of the ARN, in any case. */
  readonly text?: string
  readonly newest: number
}

interface TopicState extends ResourceState {
  readonly subscriptions: readonly Omit<SnsSubscription, 'filter' | 'origin'>[]
  /** The latest ones only, oldest first. */
  readonly messages: readonly PublishedMessage[]
}

/** Reads what the built-in receivers hold, and consumes nothing. */
export interface ReceiverInspector {
  /** @param filter.newest how many messages of each queue, newest first */
  queues(
    filter: QueueFilter,
    page: PageParameters,
  ): PageInfo & { readonly queues: readonly QueueState[] }
  /** @returns undefined when there is no such queue */
  queueMessages(
    arn: string,
    page: PageParameters,
  ): (PageInfo & { readonly messages: readonly QueueMessageState[] }) | undefined
  topics(
    filter: { readonly arn?: string; readonly text?: string },
    page: PageParameters,
  ): PageInfo & { readonly topics: readonly TopicState[] }
}

export function inspectReceivers(
  queues: Queues,
  topics: Topics,
  baseUrl: () => string,
): ReceiverInspector {
  const getQueueNumber = createNumbering<Queue>()
  const getTopicNumber = createNumbering<Topic>()
  return {
    queues({ arn, account, name, text, newest }, page) {
      const all = queues.all()
      all.forEach(getQueueNumber)
      const matching = all.filter(
        (queue) =>
          (arn === undefined || queue.arn === arn) &&
          hasText(queue.arn, text) &&
          (account === undefined || queue.id.account === account) &&
          (name === undefined || queue.id.name === name),
      )
      const { items, ...info } = pageOf(matching, getQueueNumber, page)
      return { queues: items.map((queue) => describeQueue(queue, newest, baseUrl())), ...info }
    },
    queueMessages(arn, page) {
      const messages = queues.findByArn(arn)?.peek()
      if (!messages) return undefined
      const { items, ...info } = pageOf(messages, ({ position }) => position, page)
      return { messages: items.map(describeMessage), ...info }
    },
    topics({ arn, text }, page) {
      const all = topics.all()
      all.forEach(getTopicNumber)
      const matching = all.filter(
        (topic) => (arn === undefined || topic.arn === arn) && hasText(topic.arn, text),
      )
      const { items, ...info } = pageOf(matching, getTopicNumber, page)
      return { topics: items.map(describeTopic), ...info }
    },
  }
}

const hasText = (arn: string, text = ''): boolean => arn.toLowerCase().includes(text.toLowerCase())

const describeQueue = (queue: Queue, newest: number, baseUrl: string): QueueState => ({
  ...queue.id,
  arn: queue.arn,
  url: `${baseUrl}/${queue.id.account}/${queue.id.name}`,
  attributes: queue.attributes,
  verdict: evaluatePolicy(queue.attributes.Policy, {
    transport: 'SQS',
    resource: queue.arn,
    account: queue.id.account,
  }),
  counts: {
    ready: queue.count('ready'),
    inFlight: queue.count('in flight'),
    delayed: queue.count('delayed'),
  },
  messages: newest === 0 ? [] : queue.peek().slice(-newest).reverse().map(describeMessage),
})

export const describeMessage = (message: SqsMessage): QueueMessageState => ({
  messageId: message.id,
  state: message.state,
  body: message.body,
  attributes: getSystemAttributes(message),
  messageAttributes: message.attributes,
})

const describeTopic = ({
  id,
  arn,
  attributes,
  subscriptions,
  recentMessages,
}: Topic): TopicState => ({
  ...id,
  arn,
  attributes,
  verdict: evaluatePolicy(attributes.Policy, {
    transport: 'SNS',
    resource: arn,
    account: id.account,
  }),
  subscriptions: [...subscriptions.values()].map(({ filter: _, origin: __, ...each }) => each),
  messages: recentMessages,
})

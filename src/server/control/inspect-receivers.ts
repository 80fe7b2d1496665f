import {
  type Mail,
  type Mailbox,
  parseMail,
  parseSubject,
  type ReceivedMail,
} from '../../services/smtp/mailbox.js'
import type { SnsSubscription } from '../../services/sns/subscription.js'
import type { PublishedMessage } from '../../services/sns/topic.js'
import type { Topics } from '../../services/sns/topics.js'
import type { MessageAttributes } from '../../services/sqs/message-attributes.js'
import type { Queues } from '../../services/sqs/queues.js'
import { getSystemAttributes } from '../../services/sqs/receive-message.js'

interface MailSummary extends Omit<ReceivedMail, 'source'> {
  readonly subject: string
  /** In bytes. */
  readonly size: number
}

interface ResourceState {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly arn: string
  readonly attributes: Readonly<Record<string, string>>
}

interface QueueState extends ResourceState {
  readonly counts: { readonly ready: number; readonly inFlight: number; readonly delayed: number }
  readonly messages: readonly {
    readonly messageId: string
    readonly state: string
    readonly body: string
    /** As SQS writes them: as texts. */
    readonly attributes: Readonly<Record<string, string | undefined>>
    readonly messageAttributes: MessageAttributes
  }[]
}

interface TopicState extends ResourceState {
  readonly subscriptions: readonly Omit<SnsSubscription, 'filter' | 'origin'>[]
  /** The latest ones only, oldest first. */
  readonly messages: readonly PublishedMessage[]
}

/** Reads what the built-in receivers hold, and consumes nothing. */
export interface ReceiverInspector {
  /** Newest first. */
  mails(): Promise<readonly MailSummary[]>
  mail(id: string): Promise<Mail | undefined>
  mailSource(id: string): Promise<Buffer | undefined>
  clearMails(): void
  /**
   * @param filter.arn one queue only
   * @param filter.newest how many messages of each, newest first; by default all, oldest first
   */
  queues(filter?: { readonly arn?: string; readonly newest?: number }): readonly QueueState[]
  topics(): readonly TopicState[]
}

export const inspectReceivers = (
  mailbox: Mailbox,
  queues: Queues,
  topics: Topics,
): ReceiverInspector => ({
  mails: () =>
    Promise.all(
      mailbox.all().map(async (received) => {
        const { source, ...mail } = received
        return { ...mail, subject: await parseSubject(received), size: source.length }
      }),
    ),
  async mail(id) {
    const received = mailbox.find(id)
    return received && parseMail(received)
  },
  async mailSource(id) {
    return mailbox.find(id)?.source
  },
  clearMails: () => mailbox.clear(),
  queues: ({ arn, newest } = {}) =>
    queues.all().flatMap((queue) => {
      if (arn !== undefined && queue.arn !== arn) return []
      const messages = queue.peek()
      const visible = newest === undefined ? messages : takeNewest(messages, newest)
      return {
        ...queue.id,
        arn: queue.arn,
        attributes: queue.attributes,
        counts: {
          ready: queue.count('ready'),
          inFlight: queue.count('in flight'),
          delayed: queue.count('delayed'),
        },
        messages: visible.map((message) => ({
          messageId: message.id,
          state: message.state,
          body: message.body,
          attributes: getSystemAttributes(message),
          messageAttributes: message.attributes,
        })),
      }
    }),
  topics: () =>
    topics.all().map((topic) => ({
      ...topic.id,
      arn: topic.arn,
      attributes: topic.attributes,
      subscriptions: [...topic.subscriptions.values()].map(
        ({ filter: _, origin: __, ...each }) => each,
      ),
      messages: topic.recentMessages,
    })),
})

const takeNewest = <T>(all: readonly T[], count: number): readonly T[] =>
  count === 0 ? [] : all.slice(-count).reverse()

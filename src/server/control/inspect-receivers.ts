import { type Mailbox, parseMail, parseSubject } from '../../services/smtp/mailbox.js'
import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import { getSystemAttributes } from '../../services/sqs/receive-message.js'
import type { Mail, MailView, QueueView, TopicView } from './contract.js'

/** What arrived in the built-in receivers, to look at without consuming anything. */
export interface ReceiverInspector {
  /** Newest first. */
  mails(): Promise<readonly MailView[]>
  mail(id: string): Promise<Mail | undefined>
  mailSource(id: string): Promise<Buffer | undefined>
  clearMails(): void
  /**
   * @param only.arn the one queue
   * @param only.newest how many messages of each, the newest first; all in their order unless said
   */
  queues(filter?: { readonly arn?: string; readonly newest?: number }): readonly QueueView[]
  topics(): readonly TopicView[]
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
      subscriptions: [...topic.subscriptions.values()].map(({ filter: _, ...each }) => each),
      messages: topic.recentMessages,
    })),
})

const takeNewest = <T>(all: readonly T[], count: number): readonly T[] =>
  count === 0 ? [] : all.slice(-count).reverse()

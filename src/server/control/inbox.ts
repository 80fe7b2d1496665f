import { type Mailbox, parseMail, subjectOf } from '../../services/smtp/mailbox.js'
import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import { systemAttributesOf } from '../../services/sqs/receiving.js'
import type { Mail, MailTold, QueueTold, TopicTold } from './contract.js'

/** What arrived in the built-in receivers, to look at without consuming anything. */
export interface Inbox {
  /** Newest first. */
  mails(): Promise<readonly MailTold[]>
  mail(id: string): Promise<Mail | undefined>
  mailSource(id: string): Promise<Buffer | undefined>
  clearMails(): void
  /**
   * @param only.arn the one queue
   * @param only.newest how many messages of each, the newest first; all in their order unless said
   */
  queues(only?: { readonly arn?: string; readonly newest?: number }): readonly QueueTold[]
  topics(): readonly TopicTold[]
}

export const inboxOf = (mailbox: Mailbox, queues: Queues, topics: Topics): Inbox => ({
  mails: () =>
    Promise.all(
      mailbox.all().map(async (received) => {
        const { source, ...mail } = received
        return { ...mail, subject: await subjectOf(received), size: source.length }
      }),
    ),
  async mail(id) {
    const found = mailbox.find(id)
    return found && parseMail(found)
  },
  async mailSource(id) {
    return mailbox.find(id)?.source
  },
  clearMails: () => mailbox.clear(),
  queues: ({ arn, newest } = {}) =>
    queues.all().flatMap((queue) => {
      if (arn !== undefined && queue.arn !== arn) return []
      const messages = queue.peek()
      const shown = newest === undefined ? messages : newestOf(messages, newest)
      return {
        ...queue.id,
        arn: queue.arn,
        attributes: queue.attributes,
        counts: {
          ready: queue.count('ready'),
          inFlight: queue.count('in flight'),
          delayed: queue.count('delayed'),
        },
        messages: shown.map((message) => ({
          messageId: message.id,
          state: message.state,
          body: message.body,
          attributes: systemAttributesOf(message),
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
      messages: topic.recent,
    })),
})

const newestOf = <T>(all: readonly T[], count: number): readonly T[] =>
  count === 0 ? [] : all.slice(-count).reverse()

import { explainConnectionError } from '../../../core/connection-error.js'
import type { Random } from '../../../core/random.js'
import type { CheckMessage, CheckTarget } from '../../../domain/consumer-check/check-case.js'
import { mturkSenderId } from '../../../notifications/destination.js'
import { formatLifeCycleSubject, formatTestSubject } from '../../../notifications/payload.js'
import type { OutgoingNotification } from '../../../notifications/transports/transport.js'
import type { Mailbox } from '../../../services/smtp/mailbox.js'
import type { SnsSubscription } from '../../../services/sns/subscription.js'
import type { Topic } from '../../../services/sns/topic.js'
import type { Queue } from '../../../services/sqs/queue.js'
import {
  type WatchDependencies,
  type WatchedDelivery,
  watchAttempt,
  watchConfirmation,
  watchQueueMessage,
  watchSent,
} from './watch-deliveries.js'

/** The consumer under test, by where it receives. */
export interface ResolvedTarget {
  readonly kind: CheckTarget
  readonly address: string
  readonly queue?: Queue
  readonly topic?: Topic
}

export interface SenderOptions extends WatchDependencies {
  readonly mailbox: Mailbox
  readonly sendMail: (notification: OutgoingNotification, signal: AbortSignal) => Promise<string>
  readonly random: Random
  readonly target: ResolvedTarget
  /** The requester on whose behalf everything is sent. */
  readonly account: string
  readonly region: string
  /** Of the topic that it creates for messages in an envelope. */
  readonly topicName: string
  /** Origin of the links in messages. */
  readonly origin?: string
}

/** What was seen of a message at a receiver so far. */
export type GetDelivery = () => WatchedDelivery

interface CheckNotification {
  readonly text: string
  readonly eventDocId: string
}

/** Sends messages to one target, and watches what becomes of them. */
export class MessageSender {
  readonly #options: SenderOptions
  #ownTopic: Topic | undefined

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** Subscribes a web hook, and confirms it itself if the hook does not. */
  async subscribe(): Promise<WatchedDelivery> {
    const { target, topics, account, origin } = this.#options
    const subscription = topics.subscribe(this.#createTopic(), account, {
      protocol: target.address.split(':', 1)[0]!.toLowerCase(),
      endpoint: target.address,
      attributes: {},
      origin,
    })
    const confirmation = await watchConfirmation(this.#options, subscription)
    if (!subscription.confirmed) topics.confirmDirectly(subscription)
    return confirmation
  }

  /** Resolves with what became of a message at each receiver. */
  async send(
    message: CheckMessage,
    notification: CheckNotification,
    now: Date,
  ): Promise<readonly GetDelivery[]> {
    const { target } = this.#options
    if (target.kind === 'mail') return [await this.#sendMail(message, notification, now)]
    const deliveries =
      target.kind === 'queue' && message.form !== 'envelope'
        ? [await this.#sendToQueue(target.queue!, notification)]
        : await this.#publish(message, notification, now)
    return deliveries.map((delivery) => () => delivery)
  }

  /** Deletes what was created for sending. */
  close(): void {
    if (this.#ownTopic) this.#options.topics.delete(this.#ownTopic.arn)
  }

  /** A topic that retries nothing. */
  #createTopic(): Topic {
    const { topics, account, region, topicName, target } = this.#options
    // A FIFO queue cannot be subscribed to another topic.
    const isFifo = target.queue?.fifo === true
    this.#ownTopic ??= topics.create(
      { account, region, name: isFifo ? `${topicName}.fifo` : topicName },
      {
        ...(isFifo && { FifoTopic: 'true' }),
        DeliveryPolicy: JSON.stringify({ http: { defaultHealthyRetryPolicy: { numRetries: 0 } } }),
      },
    )
    return this.#ownTopic
  }

  /** @throws Error when the queue was deleted */
  async #sendToQueue(queue: Queue, { text }: CheckNotification): Promise<WatchedDelivery> {
    this.#requireQueue(queue)
    const { id } = queue.send({
      body: text,
      senderId: mturkSenderId,
      ...(queue.fifo && this.#fifoMembers()),
    })
    const delivery = await watchQueueMessage(this.#options, queue, queue.find(id)!)
    this.#requireQueue(queue)
    // A message that was left would come again and again, between those of the other cases.
    queue.deleteById(id)
    return delivery
  }

  #requireQueue(queue: Queue): void {
    if (this.#options.queues.findByArn(queue.arn) !== queue)
      throw new Error(`Nothing more was sent. The queue ${queue.id.name} was deleted.`)
  }

  async #publish(
    message: CheckMessage,
    { text, eventDocId }: CheckNotification,
    now: Date,
  ): Promise<readonly WatchedDelivery[]> {
    const { topics, target, account } = this.#options
    const topic = target.topic ?? this.#createTopic()
    if (target.kind === 'queue')
      topics.subscribe(topic, account, {
        protocol: 'sqs',
        endpoint: target.queue!.arn,
        attributes: {},
      })
    const restore = this.#configure(topic, message)
    const subscriptions = [...topic.subscriptions.values()]
    const queued = new Map(
      subscriptions
        .filter(({ protocol }) => protocol === 'sqs')
        .map((each) => [each.arn, watchSent(this.#options, each.endpoint, eventDocId)]),
    )
    const { id } = topics.publish(topic.arn, {
      message: text,
      subject: formatSubject(message, now),
      isForged: message.isForged,
      ...(topic.attributes.FifoTopic === 'true' && this.#fifoMembers()),
    })
    const receivers = topic.recentMessages.find((entry) => entry.message.id === id)?.deliveries
    const deliveries = await Promise.all(
      subscriptions
        .filter(({ arn }) => receivers?.some(({ subscription }) => subscription === arn))
        .map((subscription) => this.#watch(subscription, id, queued.get(subscription.arn))),
    )
    restore()
    return deliveries.length > 0
      ? deliveries
      : [{ outcome: 'unknown', seen: 'No confirmed subscription of the topic takes the message.' }]
  }

  async #watch(
    subscription: SnsSubscription,
    messageId: string,
    queued: ReturnType<typeof watchSent> | undefined,
  ): Promise<WatchedDelivery> {
    const { endpoint, protocol } = subscription
    if (protocol.startsWith('email'))
      return { outcome: 'unknown', seen: `A mail was sent to ${endpoint}.` }
    if (!queued) return watchAttempt(this.#options, subscription, (id) => id === messageId)
    const sent = await queued
    if (!sent)
      return {
        outcome: 'not taken',
        seen: `The topic could not send to ${endpoint}.`,
        isUnreachable: true,
      }
    const delivery = await watchQueueMessage(this.#options, sent.queue, sent.message)
    sent.queue.deleteById(sent.message.id)
    return delivery
  }

  /** Sets what a message needs of its topic. @returns a function that sets it back */
  #configure(topic: Topic, { signatureVersion, form }: CheckMessage): () => void {
    const { topics } = this.#options
    const before = topic.attributes.SignatureVersion ?? '1'
    const setVersion = (SignatureVersion = before) => {
      if (topic.attributes.SignatureVersion !== SignatureVersion)
        topics.setAttributes(topic, { SignatureVersion })
    }
    const setRaw = (RawMessageDelivery: string) => {
      for (const subscription of topic.subscriptions.values())
        topics.setSubscriptionAttributes(subscription, { RawMessageDelivery })
    }
    if (signatureVersion !== undefined) setVersion(signatureVersion)
    if (form === 'raw') setRaw('true')
    return () => {
      if (signatureVersion !== undefined) setVersion()
      if (form === 'raw') setRaw('false')
    }
  }

  async #sendMail(
    message: CheckMessage,
    { text, eventDocId }: CheckNotification,
    createdAt: Date,
  ): Promise<GetDelivery> {
    const { sendMail, mailbox, account, target, signal } = this.#options
    const notification = {
      kind: message.kind,
      payload: text,
      subject: formatSubject(message, createdAt),
      destination: target.address,
      account,
      eventDocId,
      createdAt,
    }
    try {
      const receipt = await sendMail(notification, signal)
      const [, id = ''] = /^Accepted as (\S+)$/.exec(receipt) ?? []
      const isBuiltIn = mailbox.find(id) !== undefined
      return () => {
        const mail = mailbox.find(id)
        if (isBuiltIn && !mail) return { outcome: 'taken', seen: 'It deleted the mail.' }
        if (mail?.isRead) return { outcome: 'taken', seen: 'It marked the mail as read.' }
        return { outcome: 'unknown', seen: 'The mail was sent.' }
      }
    } catch (error) {
      const seen = `The mail could not be sent. ${explainConnectionError(error)}`
      return () => ({ outcome: 'not taken', seen, isUnreachable: true })
    }
  }

  #fifoMembers() {
    return { groupId: 'consumer-check', deduplicationId: this.#options.random.uuid() }
  }
}

const formatSubject = ({ kind }: CheckMessage, at: Date): string =>
  kind === 'test' ? formatTestSubject(at) : formatLifeCycleSubject(at)

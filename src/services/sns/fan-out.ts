import type { Clock } from '../../core/clock.js'
import { explainConnectionError } from '../../core/connection-error.js'
import type { IdleOptions, IdleResult } from '../../core/idle.js'
import { sleep, type Timer } from '../../core/timer.js'
import { RefusedDestinationError } from '../egress/connection-guard.js'
import { FunctionError, InvocationRefusedError } from '../lambda/errors.js'
import type { Signer } from './certificate.js'
import type { HttpMessage } from './http-endpoint.js'
import {
  buildConfirmationEnvelope,
  buildLambdaEvent,
  buildNotificationEnvelope,
  type ConfirmationMessage,
  type EnvelopeOptions,
  type SnsMessage,
  type SnsMessageAttributes,
} from './message.js'
import {
  calculateRetryDelay,
  defaultContentType,
  defaultRetryPolicy,
  parseContentType,
  parseRetryPolicy,
} from './retry-policy.js'
import { parseDeadLetterTargetArn, type SnsSubscription } from './subscription.js'
import type { PublishedMessage, SubscriptionDelivery, Topic } from './topic.js'
import { calculateSnsMessageSize } from './validate-message.js'

/** The transports of a topic. Each throws an error with the receiver's answer. */
interface SubscriberEndpoints {
  sendToQueue(queueArn: string, body: string, fields: QueueMessageFields): void
  sendEmail(mail: {
    readonly to: string
    readonly subject: string
    readonly text: string
  }): Promise<void>
  /** Resolves with the status of the answer. */
  postHttp(url: string, message: HttpMessage): Promise<number>
  invokeFunction(functionArn: string, event: object): Promise<unknown>
}

interface QueueMessageFields {
  readonly attributes?: SnsMessageAttributes
  readonly groupId?: string
  readonly deduplicationId?: string
  readonly traceHeader?: string
}

export interface FanOutDependencies {
  readonly endpoints: SubscriberEndpoints
  /** Real time. */
  readonly clock: Clock
  readonly timer: Timer
  /** How often functions are tried that cannot be reached, with a pause that doubles, in milliseconds. */
  readonly functionRetries: { readonly attempts: number; readonly backoffMs: number }
  /** Origin of the links in the messages of a subscription, which was made by way of an origin. */
  readonly resolveLinkOrigin: (region: string, subscribeOrigin: string | undefined) => string
  readonly signer: () => Promise<Signer>
  /** Whether a topic was deleted: what it has not sent yet is not sent. */
  readonly isDeleted: (topic: Topic) => boolean
  /** Resolves when what was published is on disk, if it is kept there. */
  readonly committed?: () => Promise<void> | undefined
  /** Called with the outcome of a message at a subscription, after the last attempt. */
  readonly onDelivered: (delivery: TopicDelivery, entry: PublishedMessage) => void
  /** Called after each attempt to send a message to a subscriber. */
  readonly onAttempted: (attempt: TopicAttempt) => void
}

/** One attempt to send a message, or a confirmation, to a subscriber. */
export interface TopicAttempt {
  readonly subscriptionArn: string
  readonly messageId: string
  readonly milliseconds: number
  /** Why it failed. */
  readonly error?: string
}

/** The outcome of one message at one subscription, after the last attempt. */
export interface TopicDelivery {
  readonly topic: Topic
  readonly subscription: SnsSubscription
  readonly messageId: string
  /** `sent`, or the reason why not. */
  readonly outcome: string
}

/** A delivery that is not finished. */
interface Task {
  readonly subscriptionArn: string
  /** Lets the next delivery of the subscription start before this one ends. */
  readonly release: () => void
  isReleased: boolean
  /** Whether it sleeps until its next attempt. */
  isWaitingForRetry: boolean
}

/** How much may wait for a subscriber that may hang; further messages are given up. */
const maxBacklog = { messages: 100_000, bytes: 64 * 1024 * 1024 }

/** Milliseconds until it is checked again whether a message could be written to the disk. */
const commitRetryMs = 1000

/** How often Lambda itself invokes a function again that failed. */
const functionErrorRetries = 2

/** The longest pause before a function is invoked again, in milliseconds. */
const maxFunctionBackoff = 20_000

/** A permanent failure, which is not retried. */
class PermanentFailureError extends Error {}

class DeletedTopicError extends PermanentFailureError {
  constructor() {
    super('The topic was deleted.')
  }
}

/**
 * Delivers published messages to subscribers: the first attempts to each are in order. A retry holds
 * later messages back on a FIFO topic only.
 */
export class FanOut {
  readonly #dependencies: FanOutDependencies
  /** By subscription: resolves when its next delivery may start. */
  readonly #tails = new Map<string, Promise<void>>()
  /** By subscription: what waits for it or is being delivered. */
  readonly #backlogs = new Map<string, { messages: number; bytes: number }>()
  /** In the order in which they were enqueued. */
  readonly #tasks = new Set<Task>()
  readonly #idleWaiters = new Set<() => void>()
  #isClosed = false

  constructor(dependencies: FanOutDependencies) {
    this.#dependencies = dependencies
  }

  /** Delivers a message, which is written already, to the subscription of an entry that is pending. */
  deliver(
    topic: Topic,
    subscription: SnsSubscription,
    entry: PublishedMessage,
    delivery: SubscriptionDelivery,
  ): void {
    const size = calculateSnsMessageSize(entry.message)
    const backlog = this.#backlogs.get(subscription.arn) ?? { messages: 0, bytes: 0 }
    // A queue is in this process and takes what it gets.
    const isFull =
      subscription.protocol !== 'sqs' &&
      (backlog.messages >= maxBacklog.messages || backlog.bytes + size > maxBacklog.bytes)
    // For its own commit: one that waited for the commit of the delivery before it, too, would make each
    // delivery wait for the disk.
    const written = this.#dependencies.committed ? this.#waitUntilCommitted() : undefined
    const deliver = async (task?: Task): Promise<void> => {
      if (written) await written
      if (this.#isClosed || delivery.outcome !== 'pending') return
      const outcome = task
        ? await this.#notify(topic, subscription, entry.message, task)
        : await this.#giveUp(
            topic,
            subscription,
            entry.message,
            `${backlog.messages} messages wait for this subscriber, as many as are kept.`,
          )
      delivery.outcome = outcome
      this.#dependencies.onDelivered(
        { topic, subscription, messageId: entry.message.id, outcome },
        entry,
      )
    }
    // A message that finds no room must not wait behind those that fill it.
    if (isFull) return this.#enqueue(`${subscription.arn} overflow`, () => deliver())
    backlog.messages++
    backlog.bytes += size
    this.#backlogs.set(subscription.arn, backlog)
    this.#enqueue(subscription.arn, async (task) => {
      try {
        await deliver(task)
      } finally {
        backlog.bytes -= size
        if (--backlog.messages === 0) this.#backlogs.delete(subscription.arn)
      }
    })
  }

  /** Starts no more deliveries; what is kept on disk is sent by the next process. */
  close(): void {
    this.#isClosed = true
  }

  /** Sends an endpoint the confirmation of a subscription or of its end. */
  sendConfirmation(
    topic: Topic,
    subscription: SnsSubscription,
    confirmation: ConfirmationMessage,
    onEnd = () => {},
  ): void {
    this.#enqueue(subscription.arn, async (task) => {
      await this.#withRetries(topic, subscription, confirmation.id, task, () =>
        this.#deliverConfirmation(topic, subscription, confirmation),
      ).catch(() => {})
      onEnd()
    })
  }

  /** Resolves when no delivery is in progress. */
  async waitUntilIdle({ includeRetries = false }: IdleOptions = {}): Promise<IdleResult> {
    for (;;) {
      const retriesPending = this.#countRetriesPending()
      const { size } = this.#tasks
      if (size === 0 || (!includeRetries && size === retriesPending)) return { retriesPending }
      await new Promise<void>((resolve) => this.#idleWaiters.add(resolve))
    }
  }

  /** Nothing is sent that a failed commit could make undone. */
  async #waitUntilCommitted(): Promise<void> {
    const { committed = () => undefined, timer } = this.#dependencies
    while (!this.#isClosed) {
      const written = committed()
      if (!written) return
      try {
        return await written
      } catch {
        await sleep(timer, commitRetryMs)
      }
    }
  }

  /** Deliveries that wait for a retry, and those that a FIFO topic keeps behind them. */
  #countRetriesPending(): number {
    const blocked = new Set<string>()
    let count = 0
    for (const { subscriptionArn, isReleased, isWaitingForRetry } of this.#tasks) {
      if (isWaitingForRetry && !isReleased) blocked.add(subscriptionArn)
      if (isWaitingForRetry || blocked.has(subscriptionArn)) count++
    }
    return count
  }

  #notifyIdle(): void {
    for (const wake of this.#idleWaiters) wake()
    this.#idleWaiters.clear()
  }

  /** @param work may release the next delivery before it ends */
  #enqueue(subscriptionArn: string, work: (task: Task) => Promise<void>): void {
    const before = this.#tails.get(subscriptionArn) ?? Promise.resolve()
    let release = () => {}
    const tail = new Promise<void>((resolve) => {
      release = resolve
    })
    this.#tails.set(subscriptionArn, tail)
    const task = { subscriptionArn, release, isReleased: false, isWaitingForRetry: false }
    this.#tasks.add(task)
    void before
      .then(() => work(task))
      .finally(() => {
        release()
        if (this.#tails.get(subscriptionArn) === tail) this.#tails.delete(subscriptionArn)
        this.#tasks.delete(task)
        this.#notifyIdle()
      })
  }

  /** @returns the outcome, as text */
  async #notify(
    topic: Topic,
    subscription: SnsSubscription,
    message: SnsMessage,
    task: Task,
  ): Promise<string> {
    try {
      await this.#withRetries(topic, subscription, message.id, task, () =>
        this.#send(topic, subscription, message, chooseText(subscription, message)),
      )
      return 'sent'
    } catch (error) {
      // SNS had delivered it to Lambda.
      if (error instanceof FunctionError) return `failed in the function: ${error.message}`
      return this.#giveUp(topic, subscription, message, explainConnectionError(error))
    }
  }

  /** @returns the outcome, as text */
  async #giveUp(
    topic: Topic,
    subscription: SnsSubscription,
    message: SnsMessage,
    reason: string,
  ): Promise<string> {
    if (this.#dependencies.isDeleted(topic)) return `failed: ${reason}`
    const deadLetterArn = parseDeadLetterTargetArn(subscription.attributes.RedrivePolicy)
    if (deadLetterArn === undefined) return `failed: ${reason}`
    const text = chooseText(subscription, message)
    return this.#sendToDeadLetterQueue(topic, subscription, message, text, deadLetterArn, reason)
  }

  /** A dead-letter queue gets what would have been delivered. */
  async #sendToDeadLetterQueue(
    topic: Topic,
    subscription: SnsSubscription,
    message: SnsMessage,
    text: string,
    queueArn: string,
    reason: string,
  ): Promise<string> {
    try {
      await this.#sendToQueue(topic, subscription, message, text, queueArn)
      return `failed, now in ${queueArn}: ${reason}`
    } catch (error) {
      return `failed: ${reason}; ${queueArn}: ${explainConnectionError(error)}`
    }
  }

  async #withRetries(
    topic: Topic,
    subscription: SnsSubscription,
    messageId: string,
    task: Task,
    attempt: () => Promise<void>,
  ) {
    const { clock, isDeleted, onAttempted, timer } = this.#dependencies
    let startedAt = clock.now().getTime()
    const report = (error?: string) =>
      onAttempted({
        subscriptionArn: subscription.arn,
        messageId,
        milliseconds: clock.now().getTime() - startedAt,
        error,
      })
    for (let retry = 1; ; retry++) {
      if (isDeleted(topic)) throw new DeletedTopicError()
      startedAt = clock.now().getTime()
      try {
        await attempt()
        return report()
      } catch (error) {
        report(explainConnectionError(error))
        const isFinal =
          error instanceof PermanentFailureError ||
          error instanceof RefusedDestinationError ||
          error instanceof InvocationRefusedError
        const delay = isFinal ? undefined : this.#getRetryDelay(topic, subscription, retry, error)
        if (delay === undefined) throw error
        // Only a FIFO topic keeps its order when a subscriber refuses a message.
        if (topic.attributes.FifoTopic !== 'true') {
          task.isReleased = true
          task.release()
        }
        if (delay === 0) continue
        task.isWaitingForRetry = true
        this.#notifyIdle()
        await sleep(timer, delay)
        task.isWaitingForRetry = false
      }
    }
  }

  /** In milliseconds; `undefined` after the last retry. */
  #getRetryDelay(
    topic: Topic,
    { protocol, attributes }: SnsSubscription,
    retry: number,
    error: unknown,
  ): number | undefined {
    if (protocol === 'lambda') {
      const { attempts, backoffMs } = this.#dependencies.functionRetries
      const retries = error instanceof FunctionError ? functionErrorRetries : attempts - 1
      return retry <= retries
        ? Math.min(backoffMs * 2 ** (retry - 1), maxFunctionBackoff)
        : undefined
    }
    if (!protocol.startsWith('http')) return undefined
    const retryPolicy =
      parseRetryPolicy(attributes.DeliveryPolicy) ??
      parseRetryPolicy(topic.attributes.DeliveryPolicy) ??
      defaultRetryPolicy
    return calculateRetryDelay(retry, retryPolicy)
  }

  async #send(topic: Topic, subscription: SnsSubscription, message: SnsMessage, text: string) {
    const { endpoints } = this.#dependencies
    const { protocol, endpoint, arn, attributes } = subscription
    const isRaw = attributes.RawMessageDelivery?.toLowerCase() === 'true'
    const envelope = async () =>
      buildNotificationEnvelope(
        message,
        text,
        arn,
        await this.#envelopeOptions(topic, subscription),
      )
    switch (protocol) {
      case 'sqs':
        return this.#sendToQueue(topic, subscription, message, text, endpoint)
      case 'email':
        return endpoints.sendEmail({
          to: endpoint,
          subject: message.subject ?? 'AWS Notification Message',
          text: `${text}\n\n--\nTo stop receiving these mails: ${this.#linkOrigin(topic, subscription)}/?Action=Unsubscribe&SubscriptionArn=${arn}\n`,
        })
      case 'email-json':
        return endpoints.sendEmail({
          to: endpoint,
          subject: message.subject ?? 'AWS Notification Message',
          text: await envelope(),
        })
      case 'lambda': {
        const options = await this.#envelopeOptions(topic, subscription)
        const event = await buildLambdaEvent(message, text, arn, options)
        await endpoints.invokeFunction(endpoint, event)
        return
      }
      default:
        return this.#post(endpoint, {
          headers: {
            ...buildHeaders('Notification', message.id, topic.arn, arn),
            'content-type':
              parseContentType(attributes.DeliveryPolicy) ??
              parseContentType(topic.attributes.DeliveryPolicy) ??
              defaultContentType,
            ...(isRaw && { 'x-amz-sns-rawdelivery': 'true' }),
          },
          body: isRaw ? text : await envelope(),
        })
    }
  }

  async #sendToQueue(
    topic: Topic,
    subscription: SnsSubscription,
    message: SnsMessage,
    text: string,
    queueArn: string,
  ): Promise<void> {
    const isRaw = subscription.attributes.RawMessageDelivery === 'true'
    const isFifoTopic = topic.id.name.endsWith('.fifo')
    const isFifoQueue = queueArn.endsWith('.fifo')
    const { groupId, deduplicationId, attributes, traceHeader } = message
    const body = isRaw
      ? text
      : await buildNotificationEnvelope(message, text, subscription.arn, {
          ...(await this.#envelopeOptions(topic, subscription)),
          isSigned: !isFifoTopic,
        })
    this.#dependencies.endpoints.sendToQueue(queueArn, body, {
      attributes: isRaw ? attributes : undefined,
      // A FIFO topic passes its group on to FIFO queues only.
      groupId: isFifoTopic && !isFifoQueue ? undefined : groupId,
      deduplicationId: isFifoQueue ? deduplicationId : undefined,
      traceHeader,
    })
  }

  async #deliverConfirmation(
    topic: Topic,
    subscription: SnsSubscription,
    confirmation: ConfirmationMessage,
  ) {
    const { protocol, endpoint, arn } = subscription
    const envelope = await buildConfirmationEnvelope(
      confirmation,
      await this.#envelopeOptions(topic, subscription),
    )
    if (protocol === 'http' || protocol === 'https')
      return this.#post(endpoint, {
        headers: buildHeaders(confirmation.type, confirmation.id, topic.arn, arn),
        body: envelope,
      })
    await this.#dependencies.endpoints.sendEmail({
      to: endpoint,
      subject: 'AWS Notification - Subscription Confirmation',
      text:
        protocol === 'email'
          ? `${confirmation.message}\n\n${confirmation.subscribeUrl}\n`
          : envelope,
    })
  }

  /** As in SNS, every failure except 5xx and 429 is permanent. */
  async #post(url: string, message: HttpMessage): Promise<void> {
    const status = await this.#dependencies.endpoints.postHttp(url, message)
    if (status >= 200 && status < 300) return
    const reason = `${url} answered ${status}.`
    throw status >= 500 || status === 429 ? new Error(reason) : new PermanentFailureError(reason)
  }

  async #envelopeOptions(topic: Topic, subscription: SnsSubscription): Promise<EnvelopeOptions> {
    const signer = await this.#dependencies.signer()
    // The first signature waits until a key is made.
    if (this.#dependencies.isDeleted(topic)) throw new DeletedTopicError()
    const version = topic.attributes.SignatureVersion === '2' ? '2' : '1'
    return { signer, version, baseUrl: this.#linkOrigin(topic, subscription) }
  }

  #linkOrigin(topic: Topic, subscription: SnsSubscription): string {
    return this.#dependencies.resolveLinkOrigin(topic.id.region, subscription.origin)
  }
}

/** The text of a message for the protocol of a subscription. */
const chooseText = ({ protocol }: SnsSubscription, message: SnsMessage): string =>
  message.byProtocol?.[protocol] ?? message.byProtocol?.default ?? message.message

const buildHeaders = (type: string, id: string, topicArn: string, subscriptionArn: string) => ({
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': id,
  'x-amz-sns-topic-arn': topicArn,
  ...(type === 'Notification' && { 'x-amz-sns-subscription-arn': subscriptionArn }),
  'content-type': 'text/plain; charset=UTF-8',
  'user-agent': 'Amazon Simple Notification Service Agent',
})

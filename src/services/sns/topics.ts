import { Emitter } from '../../core/emitter.js'
import { type Random, randomHex } from '../../core/random.js'
import { createSigner, type Signer } from './certificate.js'
import {
  inAttributes,
  invalidParameter,
  SnsError,
  subscriptionDoesNotExist,
  topicDoesNotExist,
} from './errors.js'
import { FanOut, type FanOutDependencies, type TopicDelivery } from './fan-out.js'
import type { ConfirmationMessage, NewSnsMessage, SnsMessage } from './message.js'
import { applyAttributes, checkEndpoint, type SnsSubscription } from './subscription.js'
import { type PublishedMessage, readTopicAttributes, type Topic, type TopicName } from './topic.js'
import { validateSnsMessage } from './validate-message.js'

interface TopicsOptions extends Omit<FanOutDependencies, 'signer' | 'onDelivered'> {
  readonly random: Random
  /** Whether an http(s) endpoint may be subscribed. */
  readonly isEndpointAllowed: (url: string) => boolean
  /** How many published messages each topic keeps for inspection. */
  readonly maxRecentMessages: number
}

/** The deduplication interval of FIFO topics, in milliseconds: five minutes. */
const deduplicationInterval = 5 * 60_000

/** All topics and subscriptions of all accounts and regions, in memory. */
export class Topics {
  readonly #options: TopicsOptions
  readonly #fanOut: FanOut
  readonly #topics = new Map<string, Topic>()
  readonly #subscriptions = new Map<string, SnsSubscription>()
  readonly #deduplicationCache = new Map<
    string,
    { readonly expiresAt: number; readonly snsMessage: SnsMessage }
  >()
  readonly published = new Emitter<SnsMessage>()
  readonly delivered = new Emitter<TopicDelivery>()
  /** The ARN of a topic that changed, or one of whose subscriptions did. */
  readonly changed = new Emitter<string>()
  #signer: Promise<Signer> | undefined

  constructor(options: TopicsOptions) {
    this.#options = options
    this.#fanOut = new FanOut({
      ...options,
      signer: () => this.signer(),
      onDelivered: (delivery) => {
        this.delivered.emit(delivery)
        this.changed.emit(delivery.topic.arn)
      },
    })
  }

  /** @throws SnsError when a topic of that name has other attributes or tags */
  create(
    id: TopicName,
    attributes: Readonly<Record<string, string>> = {},
    tags: ReadonlyMap<string, string> = new Map(),
  ): Topic {
    const fifo = id.name.endsWith('.fifo')
    if (!/^[\w-]{1,256}(\.fifo)?$/.test(id.name) || id.name.length > 256)
      throw invalidParameter('Topic Name')
    const { FifoTopic, ...given } = readTopicAttributes(attributes)
    if (fifo !== (FifoTopic === 'true')) throw invalidParameter('Topic Name')
    const arn = `arn:aws:sns:${id.region}:${id.account}:${id.name}`
    const existing = this.#topics.get(arn)
    if (existing) {
      if (Object.entries(given).some(([name, value]) => existing.attributes[name] !== value))
        throw invalidParameter('Attributes Reason: Topic already exists with different attributes')
      if ([...tags].some(([key, value]) => existing.tags.get(key) !== value))
        throw invalidParameter('Tags Reason: Topic already exists with different tags')
      return existing
    }
    const topic: Topic = {
      id,
      arn,
      attributes: fifo
        ? { FifoTopic: 'true', ContentBasedDeduplication: 'false', ...given }
        : given,
      tags: new Map(tags),
      subscriptions: new Map(),
      recentMessages: [],
      publishedCount: 0,
    }
    this.#topics.set(arn, topic)
    this.changed.emit(arn)
    return topic
  }

  /** @throws SnsError */
  get(arn: string): Topic {
    const topic = this.#topics.get(arn)
    if (!topic) throw topicDoesNotExist()
    return topic
  }

  /** In the order of creation. */
  all(): readonly Topic[] {
    return [...this.#topics.values()]
  }

  delete(arn: string): void {
    const topic = this.#topics.get(arn)
    for (const subscription of topic?.subscriptions.keys() ?? [])
      this.#subscriptions.delete(subscription)
    this.#topics.delete(arn)
    this.changed.emit(arn)
  }

  /** @throws SnsError when a message cannot be published to the topic */
  validate({ id, attributes }: Topic, message: NewSnsMessage): void {
    validateSnsMessage(message, { fifo: id.name.endsWith('.fifo'), attributes })
  }

  /** @throws SnsError */
  publish(arn: string, input: NewSnsMessage): SnsMessage {
    const topic = this.get(arn)
    const fifo = topic.id.name.endsWith('.fifo')
    const newMessage = validateSnsMessage(input, { fifo, attributes: topic.attributes })
    const { clock, random, maxRecentMessages } = this.#options
    const at = clock.now()
    const deduplicationKey = fifo ? `${arn} ${newMessage.deduplicationId}` : undefined
    const duplicate = this.#findDuplicate(deduplicationKey, at)
    if (duplicate) return duplicate

    topic.publishedCount++
    const snsMessage: SnsMessage = {
      ...newMessage,
      id: random.uuid(),
      topicArn: arn,
      at,
      sequenceNumber: fifo
        ? String(10_000_000_000_000_000_000n + BigInt(topic.publishedCount))
        : undefined,
    }
    if (deduplicationKey)
      this.#deduplicationCache.set(deduplicationKey, {
        expiresAt: at.getTime() + deduplicationInterval,
        snsMessage,
      })
    const entry: PublishedMessage = { message: snsMessage, deliveries: [] }
    topic.recentMessages.push(entry)
    if (topic.recentMessages.length > maxRecentMessages) topic.recentMessages.shift()
    for (const subscription of topic.subscriptions.values()) {
      if (subscription.confirmed && (subscription.filter?.(snsMessage) ?? true))
        this.#fanOut.deliver(topic, subscription, entry)
    }
    this.published.emit(snsMessage)
    return snsMessage
  }

  /** Subscribing an endpoint twice yields the same subscription. Queues need no confirmation. */
  subscribe(
    topic: Topic,
    account: string,
    {
      protocol,
      endpoint,
      attributes,
      origin,
    }: {
      protocol: string
      endpoint: string
      attributes: Readonly<Record<string, string>>
      origin?: string
    },
  ): SnsSubscription {
    const fifo = topic.id.name.endsWith('.fifo')
    checkEndpoint(protocol, endpoint, fifo, this.#options.isEndpointAllowed)
    const attributesAndFilter = this.#readAttributes(attributes, endpoint)
    const existing = [...topic.subscriptions.values()].find(
      (each) => each.protocol === protocol && each.endpoint === endpoint,
    )
    if (existing) {
      if (differs(attributesAndFilter.attributes, existing.attributes))
        throw invalidParameter(
          'Attributes Reason: Subscription already exists with different attributes',
        )
      existing.origin = origin ?? existing.origin
      if (!existing.confirmed) this.#requestConfirmation(topic, existing)
      return existing
    }
    const subscription: SnsSubscription = {
      arn: `${topic.arn}:${this.#options.random.uuid()}`,
      topicArn: topic.arn,
      account,
      protocol,
      endpoint,
      confirmed: protocol === 'sqs',
      origin,
      token: undefined,
      ...attributesAndFilter,
    }
    topic.subscriptions.set(subscription.arn, subscription)
    this.#subscriptions.set(subscription.arn, subscription)
    this.changed.emit(topic.arn)
    if (!subscription.confirmed) this.#requestConfirmation(topic, subscription)
    return subscription
  }

  #readAttributes(attributes: Readonly<Record<string, string>>, endpoint: string) {
    try {
      return applyAttributes({}, attributes, endpoint)
    } catch (error) {
      throw inAttributes(error)
    }
  }

  /** A token can be used again. @throws SnsError for an unknown token, or one of another topic */
  confirm(topicArn: string, token: string): SnsSubscription {
    if (!/^[0-9a-f]+$/i.test(token)) throw new SnsError('InvalidParameter', 'Invalid token')
    const subscription = this.subscriptions().find((each) => each.token === token)
    if (!subscription) throw invalidParameter('Token')
    if (subscription.topicArn !== topicArn) throw invalidParameter('Topic')
    subscription.confirmed = true
    this.changed.emit(topicArn)
    return subscription
  }

  /** @throws SnsError */
  subscription(arn: string): SnsSubscription {
    const subscription = this.#subscriptions.get(arn)
    if (!subscription) throw subscriptionDoesNotExist()
    return subscription
  }

  subscriptions(): readonly SnsSubscription[] {
    return [...this.#subscriptions.values()]
  }

  /** Does nothing for an unknown subscription. */
  unsubscribe(arn: string): void {
    const subscription = this.#subscriptions.get(arn)
    if (!subscription) return
    const topic = this.get(subscription.topicArn)
    topic.subscriptions.delete(arn)
    this.#subscriptions.delete(arn)
    this.changed.emit(topic.arn)
    if (subscription.confirmed && subscription.protocol.startsWith('http'))
      this.#fanOut.sendConfirmation(
        topic,
        subscription,
        this.#createConfirmation('UnsubscribeConfirmation', topic, subscription),
      )
  }

  /** The key is created on first use. */
  signer(): Promise<Signer> {
    this.#signer ??= createSigner(this.#options.clock.now())
    return this.#signer
  }

  waitUntilIdle(): Promise<void> {
    return this.#fanOut.waitUntilIdle()
  }

  /** Clears the published messages. */
  clear(): void {
    for (const topic of this.#topics.values()) topic.recentMessages.length = 0
  }

  /** Deletes all topics. */
  reset(): void {
    this.#topics.clear()
    this.#subscriptions.clear()
    this.#deduplicationCache.clear()
  }

  #findDuplicate(deduplicationKey: string | undefined, now: Date): SnsMessage | undefined {
    if (deduplicationKey === undefined) return undefined
    for (const [key, { expiresAt }] of this.#deduplicationCache) {
      if (expiresAt > now.getTime()) break
      this.#deduplicationCache.delete(key)
    }
    return this.#deduplicationCache.get(deduplicationKey)?.snsMessage
  }

  #requestConfirmation(topic: Topic, subscription: SnsSubscription): void {
    const confirmation = this.#createConfirmation('SubscriptionConfirmation', topic, subscription)
    subscription.token = confirmation.token
    this.#fanOut.sendConfirmation(topic, subscription, confirmation)
  }

  #createConfirmation(
    type: ConfirmationMessage['type'],
    topic: Topic,
    subscription: SnsSubscription,
  ): ConfirmationMessage {
    const { random, clock, resolveLinkOrigin } = this.#options
    const { arn } = topic
    const token = randomHex(random, 128)
    const isSubscribe = type === 'SubscriptionConfirmation'
    return {
      type,
      id: random.uuid(),
      topicArn: arn,
      at: clock.now(),
      token,
      message: isSubscribe
        ? `You have chosen to subscribe to the topic ${arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
        : `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
      subscribeUrl: `${resolveLinkOrigin(topic.id.region, subscription.origin)}/?Action=ConfirmSubscription&TopicArn=${arn}&Token=${token}`,
    }
  }
}

const defaultSubscriptionAttributes: Readonly<Record<string, string>> = {
  RawMessageDelivery: 'false',
  FilterPolicyScope: 'MessageAttributes',
}

const differs = (
  given: Readonly<Record<string, string>>,
  existing: Readonly<Record<string, string>>,
): boolean =>
  Object.entries(given).some(
    ([name, value]) => (existing[name] ?? defaultSubscriptionAttributes[name]) !== value,
  )

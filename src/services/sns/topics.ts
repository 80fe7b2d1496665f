import { Emitter } from '../../core/emitter.js'
import type { IdleOptions, IdleResult } from '../../core/idle.js'
import { type Random, randomHex } from '../../core/random.js'
import { createSigner, createSigningKey, type Signer } from './certificate.js'
import {
  inAttributes,
  invalidParameter,
  SnsError,
  subscriptionDoesNotExist,
  topicDoesNotExist,
} from './errors.js'
import {
  FanOut,
  type FanOutDependencies,
  type TopicAttempt,
  type TopicDelivery,
} from './fan-out.js'
import type { ConfirmationMessage, NewSnsMessage, SnsMessage } from './message.js'
import {
  applyAttributes,
  checkEndpoint,
  checkProtocolAttributes,
  compileSubscriptionFilter,
  needsConfirmation,
  type SnsSubscription,
} from './subscription.js'
import { type PublishedMessage, readTopicAttributes, type Topic, type TopicName } from './topic.js'
import type { PublishedDuplicate, TopicRecords } from './topic-records.js'
import { validateSnsMessage } from './validate-message.js'

interface TopicsOptions
  extends Omit<FanOutDependencies, 'signer' | 'isDeleted' | 'onDelivered' | 'onAttempted'> {
  readonly random: Random
  /** Whether an http(s) endpoint may be subscribed. */
  readonly isEndpointAllowed: (url: string) => boolean
  /** How many published messages each topic keeps for inspection. */
  readonly maxRecentMessages: number
  /** Keeps the topics on disk. */
  readonly records?: TopicRecords
}

/** The deduplication interval of FIFO topics, in milliseconds: five minutes. */
const deduplicationInterval = 5 * 60_000

/** All topics and subscriptions of all accounts and regions, in memory. */
export class Topics {
  readonly #options: TopicsOptions
  readonly #fanOut: FanOut
  readonly #topics = new Map<string, Topic>()
  readonly #subscriptions = new Map<string, SnsSubscription>()
  readonly #deduplicationCache = new Map<string, PublishedDuplicate>()
  readonly published = new Emitter<SnsMessage>()
  readonly attempted = new Emitter<TopicAttempt>()
  readonly delivered = new Emitter<TopicDelivery>()
  /** The ARN of a topic that changed, or one of whose subscriptions did. */
  readonly changed = new Emitter<string>()
  #signer: Promise<Signer> | undefined

  constructor(options: TopicsOptions) {
    this.#options = options
    this.#fanOut = new FanOut({
      ...options,
      signer: () => this.signer(),
      isDeleted: (topic) => this.#topics.get(topic.arn) !== topic,
      onAttempted: (attempt) => this.attempted.emit(attempt),
      onDelivered: (delivery, entry) => {
        if (this.#topics.get(delivery.topic.arn) === delivery.topic) this.#saveProgress(entry)
        this.delivered.emit(delivery)
        this.changed.emit(delivery.topic.arn)
      },
    })
    if (options.records) this.#load(options.records)
  }

  #load({ topics, subscriptions, topicDeduplication }: TopicRecords): void {
    for (const { tags, ...topic } of topics.load())
      this.#topics.set(topic.arn, {
        ...topic,
        tags: new Map(tags),
        subscriptions: new Map(),
        recentMessages: [],
      })
    for (const kept of subscriptions.load()) {
      const subscription = { ...kept, filter: compileSubscriptionFilter(kept.attributes) }
      this.#subscriptions.set(kept.arn, subscription)
      this.#topics.get(kept.topicArn)?.subscriptions.set(kept.arn, subscription)
    }
    for (const entry of topicDeduplication.load()) this.#deduplicationCache.set(entry.key, entry)
  }

  /** Sends what was on its way when the process ended; retries begin again. */
  resume(): void {
    const { publications, confirmations } = this.#options.records ?? {}
    for (const entry of publications?.load() ?? []) {
      const topic = this.#topics.get(entry.message.topicArn)
      if (topic) this.#addRecentMessage(topic, entry)
      for (const delivery of entry.deliveries) {
        if (delivery.outcome !== 'pending') continue
        const subscription = topic?.subscriptions.get(delivery.subscription)
        if (topic && subscription) this.#fanOut.deliver(topic, subscription, entry, delivery)
        else delivery.outcome = 'failed: the subscription was deleted'
      }
      this.#saveProgress(entry)
    }
    for (const { subscriptionArn, confirmation } of confirmations?.load() ?? []) {
      const subscription = this.#subscriptions.get(subscriptionArn)
      const topic = this.#topics.get(confirmation.topicArn)
      if (topic && subscription) this.#sendConfirmation(topic, subscription, confirmation)
      else confirmations?.remove({ subscriptionArn, confirmation })
    }
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
    this.#save(topic)
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
    if (topic) this.#discard(topic)
    this.changed.emit(arn)
  }

  /** @throws SnsError when an attribute is unknown or invalid */
  setAttributes(topic: Topic, changes: Readonly<Record<string, string>>): void {
    if ('FifoTopic' in changes) throw invalidParameter('AttributeName')
    topic.attributes = { ...topic.attributes, ...readTopicAttributes(changes) }
    this.#save(topic)
  }

  addTags(topic: Topic, tags: ReadonlyMap<string, string>): void {
    for (const [key, value] of tags) topic.tags.set(key, value)
    this.#save(topic)
  }

  removeTags(topic: Topic, keys: readonly string[]): void {
    for (const key of keys) topic.tags.delete(key)
    this.#save(topic)
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
    const { clock, random } = this.#options
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
    if (deduplicationKey) this.#rememberPublication(deduplicationKey, topic, snsMessage)
    const entry: PublishedMessage = { message: snsMessage, deliveries: [] }
    this.#addRecentMessage(topic, entry)
    const subscriptions = [...topic.subscriptions.values()].filter(
      ({ confirmed, filter }) => confirmed && filter?.(snsMessage) !== false,
    )
    for (const subscription of subscriptions)
      entry.deliveries.push({ subscription: subscription.arn, outcome: 'pending' })
    if (subscriptions.length > 0) this.#options.records?.publications.put(entry, arn)
    for (const [index, subscription] of subscriptions.entries())
      this.#fanOut.deliver(topic, subscription, entry, entry.deliveries[index]!)
    this.published.emit(snsMessage)
    return snsMessage
  }

  /** Deletes a message as if it had never been published. What was sent already cannot be undone. */
  takeBack(arn: string, messageId: string): void {
    const topic = this.get(arn)
    const index = topic.recentMessages.findIndex(({ message }) => message.id === messageId)
    const [entry] = index < 0 ? [] : topic.recentMessages.splice(index, 1)
    if (!entry) return
    for (const delivery of entry.deliveries) delivery.outcome = 'taken back'
    this.#saveProgress(entry)
    for (const each of this.#deduplicationCache.values())
      if (each.snsMessage.id === messageId) this.#forgetPublication(each)
  }

  /** Subscribing an endpoint twice yields the same subscription. Queues and functions need no confirmation. */
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
    checkProtocolAttributes(protocol, attributes)
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
      this.#saveSubscription(existing)
      if (!existing.confirmed) this.#requestConfirmation(topic, existing)
      return existing
    }
    const subscription: SnsSubscription = {
      arn: `${topic.arn}:${this.#options.random.uuid()}`,
      topicArn: topic.arn,
      account,
      protocol,
      endpoint,
      confirmed: !needsConfirmation(protocol),
      origin,
      token: undefined,
      ...attributesAndFilter,
    }
    topic.subscriptions.set(subscription.arn, subscription)
    this.#subscriptions.set(subscription.arn, subscription)
    this.#saveSubscription(subscription)
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
    this.confirmDirectly(subscription)
    return subscription
  }

  /** Confirms a subscription without its token. */
  confirmDirectly(subscription: SnsSubscription): void {
    subscription.confirmed = true
    this.#saveSubscription(subscription)
  }

  setSubscriptionAttributes(
    subscription: SnsSubscription,
    changes: Readonly<Record<string, string>>,
  ): void {
    const { attributes, endpoint, protocol } = subscription
    checkProtocolAttributes(protocol, changes)
    Object.assign(subscription, applyAttributes(attributes, changes, endpoint))
    this.#saveSubscription(subscription)
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
    this.#options.records?.subscriptions.remove(subscription)
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
    this.#signer ??= this.#loadSigner()
    return this.#signer
  }

  /** The certificate of messages that were signed before a restart must still be there. */
  async #loadSigner(): Promise<Signer> {
    const { clock, records } = this.#options
    const [kept] = records?.signingKey.load('sns') ?? []
    const key = kept ?? (await createSigningKey(clock.now()))
    if (!kept) records?.signingKey.put(key, 'sns')
    return createSigner(key)
  }

  waitUntilIdle(options?: IdleOptions): Promise<IdleResult> {
    return this.#fanOut.waitUntilIdle(options)
  }

  /** Starts no more deliveries; what is kept on disk is sent by the next process. */
  close(): void {
    this.#fanOut.close()
  }

  /** Clears the published messages. */
  clear(): void {
    for (const topic of this.#topics.values()) topic.recentMessages.length = 0
  }

  /** Deletes all topics. */
  reset(): void {
    for (const topic of this.#topics.values()) this.#discard(topic)
    this.#topics.clear()
    this.#subscriptions.clear()
    this.#deduplicationCache.clear()
  }

  #findDuplicate(deduplicationKey: string | undefined, now: Date): SnsMessage | undefined {
    if (deduplicationKey === undefined) return undefined
    for (const entry of this.#deduplicationCache.values()) {
      if (entry.expiresAt > now.getTime()) break
      this.#forgetPublication(entry)
    }
    return this.#deduplicationCache.get(deduplicationKey)?.snsMessage
  }

  /** The sequence numbers of a FIFO topic increase after a restart too. */
  #rememberPublication(key: string, topic: Topic, snsMessage: SnsMessage): void {
    const expiresAt = snsMessage.at.getTime() + deduplicationInterval
    const entry = { key, expiresAt, snsMessage }
    this.#deduplicationCache.set(key, entry)
    this.#options.records?.topicDeduplication.put(entry, topic.arn)
    this.#options.records?.topics.put(toTopicRecord(topic))
  }

  #forgetPublication(entry: PublishedDuplicate): void {
    this.#deduplicationCache.delete(entry.key)
    this.#options.records?.topicDeduplication.remove(entry)
  }

  #addRecentMessage(topic: Topic, entry: PublishedMessage): void {
    topic.recentMessages.push(entry)
    if (topic.recentMessages.length > this.#options.maxRecentMessages) topic.recentMessages.shift()
  }

  #save(topic: Topic): void {
    this.#options.records?.topics.put(toTopicRecord(topic))
    this.changed.emit(topic.arn)
  }

  #saveSubscription(subscription: SnsSubscription): void {
    this.#options.records?.subscriptions.put(subscription, subscription.topicArn)
    this.changed.emit(subscription.topicArn)
  }

  /** Keeps a message until it has reached every subscriber, or cannot. */
  #saveProgress(entry: PublishedMessage): void {
    if (entry.deliveries.some(({ outcome }) => outcome === 'pending'))
      this.#options.records?.publications.update(entry)
    else this.#options.records?.publications.remove(entry)
  }

  /** Deletes a topic from the disk, with all that belongs to it. */
  #discard(topic: Topic): void {
    const { records } = this.#options
    records?.topics.remove(toTopicRecord(topic))
    for (const each of ['subscriptions', 'confirmations', 'publications'] as const)
      records?.[each].removeAll(topic.arn)
    records?.topicDeduplication.removeAll(topic.arn)
  }

  #requestConfirmation(topic: Topic, subscription: SnsSubscription): void {
    const confirmation = this.#createConfirmation('SubscriptionConfirmation', topic, subscription)
    subscription.token = confirmation.token
    this.#saveSubscription(subscription)
    this.#options.records?.confirmations.put(
      { subscriptionArn: subscription.arn, confirmation },
      topic.arn,
    )
    this.#sendConfirmation(topic, subscription, confirmation)
  }

  #sendConfirmation(
    topic: Topic,
    subscription: SnsSubscription,
    confirmation: ConfirmationMessage,
  ): void {
    const pending = { subscriptionArn: subscription.arn, confirmation }
    this.#fanOut.sendConfirmation(topic, subscription, confirmation, () =>
      this.#options.records?.confirmations.remove(pending),
    )
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

const toTopicRecord = ({ id, arn, attributes, tags, publishedCount }: Topic) => ({
  id,
  arn,
  attributes,
  tags: [...tags],
  publishedCount,
})

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

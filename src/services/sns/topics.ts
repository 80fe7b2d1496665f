import { hex, type Random } from '../../core/random.js'
import { makeSigner, type Signer } from './certificate.js'
import { FanOut, type FanOutNeeds, type Passage } from './fan-out.js'
import { invalid, subscriptionDoesNotExist, topicDoesNotExist } from './fault.js'
import type { Handshake, NewMessage, Published } from './message.js'
import { checkMessage } from './publishing.js'
import { checkEndpoint, type Subscription, withAttributes } from './subscription.js'
import { checkTopicAttributes, type PublishedMessage, type Topic, type TopicName } from './topic.js'

export interface TopicsOptions extends Omit<FanOutNeeds, 'signer' | 'passedOn'> {
  readonly random: Random
  /** Whether an http(s) endpoint may be subscribed. */
  readonly mayReach: (url: string) => boolean
  /** How many published messages are kept to be looked at, for each topic. */
  readonly keep: number
}

/** How long a FIFO topic knows a message again, in milliseconds: five minutes. */
const deduplicationInterval = 5 * 60_000

/** All topics of all accounts and regions, and who subscribes to them, in memory. */
export class Topics {
  readonly #options: TopicsOptions
  readonly #fanOut: FanOut
  readonly #topics = new Map<string, Topic>()
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #seen = new Map<string, { readonly until: number; readonly published: Published }>()
  readonly #listeners = new Set<(topic: Topic, message: Published) => void>()
  readonly #passageListeners = new Set<(passage: Passage) => void>()
  #signer: Promise<Signer> | undefined

  constructor(options: TopicsOptions) {
    this.#options = options
    this.#fanOut = new FanOut({
      ...options,
      signer: () => this.signer(),
      passedOn: (passage) => {
        for (const listener of this.#passageListeners) listener(passage)
      },
    })
  }

  /** @throws TopicFault when there is one of that name with other attributes */
  create(id: TopicName, given: Readonly<Record<string, string>> = {}): Topic {
    const fifo = id.name.endsWith('.fifo')
    if (!/^[\w-]{1,256}(\.fifo)?$/.test(id.name) || id.name.length > 256)
      throw invalid('Topic Name')
    if (fifo !== (given.FifoTopic === 'true'))
      throw invalid(
        fifo
          ? 'Topic Name'
          : 'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
      )
    checkTopicAttributes(given)
    const arn = `arn:aws:sns:${id.region}:${id.account}:${id.name}`
    const before = this.#topics.get(arn)
    if (before) {
      if (Object.entries(given).some(([name, value]) => before.attributes[name] !== value))
        throw invalid('Attributes Reason: Topic already exists with different attributes')
      return before
    }
    const topic: Topic = {
      id,
      arn,
      attributes: given,
      tags: new Map(),
      subscriptions: new Map(),
      recent: [],
      published: 0,
    }
    this.#topics.set(arn, topic)
    return topic
  }

  /** @throws TopicFault */
  get(arn: string): Topic {
    const topic = this.#topics.get(arn)
    if (!topic) throw topicDoesNotExist()
    return topic
  }

  /** In the order they were made. */
  all(): readonly Topic[] {
    return [...this.#topics.values()]
  }

  delete(arn: string): void {
    const topic = this.#topics.get(arn)
    for (const subscription of topic?.subscriptions.keys() ?? [])
      this.#subscriptions.delete(subscription)
    this.#topics.delete(arn)
  }

  /** @throws TopicFault */
  publish(arn: string, given: NewMessage): Published {
    const topic = this.get(arn)
    const fifo = topic.id.name.endsWith('.fifo')
    const message = checkMessage(given, { fifo, attributes: topic.attributes })
    const { clock, random, keep } = this.#options
    const at = clock.now()
    const scope = fifo ? `${arn} ${message.deduplicationId}` : undefined
    const before = this.#seenBefore(scope, at)
    if (before) return before

    topic.published++
    const published: Published = {
      ...message,
      id: random.uuid(),
      topicArn: arn,
      at,
      sequenceNumber: fifo
        ? String(10_000_000_000_000_000_000n + BigInt(topic.published))
        : undefined,
    }
    if (scope) this.#seen.set(scope, { until: at.getTime() + deduplicationInterval, published })
    const entry: PublishedMessage = { message: published, deliveries: [] }
    topic.recent.push(entry)
    if (topic.recent.length > keep) topic.recent.shift()
    for (const subscription of topic.subscriptions.values()) {
      if (subscription.confirmed && (subscription.filter?.(published) ?? true))
        this.#fanOut.deliver(topic, subscription, entry)
    }
    for (const listener of this.#listeners) listener(topic, published)
    return published
  }

  /** The same endpoint again is the same subscription; a queue is believed, others must confirm. */
  subscribe(
    topic: Topic,
    account: string,
    {
      protocol,
      endpoint,
      attributes,
    }: { protocol: string; endpoint: string; attributes: Readonly<Record<string, string>> },
  ): Subscription {
    checkEndpoint(protocol, endpoint, this.#options.mayReach)
    const set = withAttributes({}, attributes)
    const before = [...topic.subscriptions.values()].find(
      (each) => each.protocol === protocol && each.endpoint === endpoint,
    )
    if (before) {
      if (Object.entries(attributes).some(([name, value]) => before.attributes[name] !== value))
        throw invalid('Attributes Reason: Subscription already exists with different attributes')
      if (!before.confirmed) this.#askFor(topic, before)
      return before
    }
    const subscription: Subscription = {
      arn: `${topic.arn}:${this.#options.random.uuid()}`,
      topicArn: topic.arn,
      account,
      protocol,
      endpoint,
      confirmed: protocol === 'sqs',
      token: undefined,
      ...set,
    }
    topic.subscriptions.set(subscription.arn, subscription)
    this.#subscriptions.set(subscription.arn, subscription)
    if (!subscription.confirmed) this.#askFor(topic, subscription)
    return subscription
  }

  /** A token confirms once; @throws TopicFault for one that nobody was given, or that was used. */
  confirm(topic: Topic, token: string): Subscription {
    const subscription = [...topic.subscriptions.values()].find((each) => each.token === token)
    if (!subscription) throw invalid('Token')
    subscription.confirmed = true
    subscription.token = undefined
    return subscription
  }

  /** @throws TopicFault */
  subscription(arn: string): Subscription {
    const subscription = this.#subscriptions.get(arn)
    if (!subscription) throw subscriptionDoesNotExist()
    return subscription
  }

  subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()]
  }

  /** Unknown ones are gone already. */
  unsubscribe(arn: string): void {
    const subscription = this.#subscriptions.get(arn)
    if (!subscription) return
    const topic = this.get(subscription.topicArn)
    topic.subscriptions.delete(arn)
    this.#subscriptions.delete(arn)
    if (subscription.confirmed && subscription.protocol.startsWith('http'))
      this.#fanOut.shakeHands(
        topic,
        subscription,
        this.#handshake('UnsubscribeConfirmation', topic),
      )
  }

  /** The key is made when it is first needed. */
  signer(): Promise<Signer> {
    this.#signer ??= makeSigner(this.#options.clock.now())
    return this.#signer
  }

  settled(): Promise<void> {
    return this.#fanOut.settled()
  }

  /** Forgets what was published. */
  clear(): void {
    for (const topic of this.#topics.values()) topic.recent.length = 0
  }

  /** Takes every topic away. */
  reset(): void {
    this.#topics.clear()
    this.#subscriptions.clear()
    this.#seen.clear()
  }

  /** Calls back with each message that is published, until what it returns is called. */
  onMessage(listener: (topic: Topic, message: Published) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls back with what became of each message at each subscription, until what it returns is called. */
  onPassage(listener: (passage: Passage) => void): () => void {
    this.#passageListeners.add(listener)
    return () => this.#passageListeners.delete(listener)
  }

  #seenBefore(scope: string | undefined, now: Date): Published | undefined {
    if (scope === undefined) return undefined
    for (const [key, { until }] of this.#seen) {
      if (until > now.getTime()) break
      this.#seen.delete(key)
    }
    return this.#seen.get(scope)?.published
  }

  #askFor(topic: Topic, subscription: Subscription): void {
    const handshake = this.#handshake('SubscriptionConfirmation', topic)
    subscription.token = handshake.token
    this.#fanOut.shakeHands(topic, subscription, handshake)
  }

  #handshake(type: Handshake['type'], { arn }: Topic): Handshake {
    const { random, clock, baseUrl } = this.#options
    const token = hex(random, 128)
    const ask = type === 'SubscriptionConfirmation'
    return {
      type,
      id: random.uuid(),
      topicArn: arn,
      at: clock.now(),
      token,
      message: ask
        ? `You have chosen to subscribe to the topic ${arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
        : `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
      subscribeUrl: `${baseUrl()}/?Action=ConfirmSubscription&TopicArn=${arn}&Token=${token}`,
    }
  }
}

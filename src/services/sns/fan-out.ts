import type { Clock } from '../../core/clock.js'
import { pause, type Timer } from '../../core/timer.js'
import type { Signer } from './certificate.js'
import type { HttpMessage } from './http-outlet.js'
import {
  type EnvelopeNeeds,
  type Handshake,
  handshakeEnvelope,
  notificationEnvelope,
  type Published,
  type TopicAttributes,
} from './message.js'
import { defaultRetries, pauseBefore, retriesIn } from './retry.js'
import { deadLettersIn, type Subscription } from './subscription.js'
import type { PublishedMessage, Topic } from './topic.js'

/** The ways out of a topic. Each throws what the receiver said. */
export interface Outlets {
  toQueue(queueArn: string, body: string, fields: QueueFields): void
  toMail(mail: {
    readonly to: string
    readonly subject: string
    readonly text: string
  }): Promise<void>
  /** Resolves with the status of the answer. */
  toHttp(url: string, message: HttpMessage): Promise<number>
}

export interface QueueFields {
  readonly attributes?: TopicAttributes
  readonly groupId?: string
  readonly deduplicationId?: string
}

export interface FanOutNeeds {
  readonly outlets: Outlets
  /** The wall's. */
  readonly clock: Clock
  readonly timer: Timer
  readonly baseUrl: () => string
  readonly signer: () => Promise<Signer>
  /** Hears what became of a message at a subscription, when it is over. */
  readonly passedOn: (passage: Passage) => void
}

/** One message at one subscription, when all tries are over. */
export interface Passage {
  readonly topic: Topic
  readonly subscription: Subscription
  readonly messageId: string
  /** `sent`, or why not. */
  readonly outcome: string
}

/** A permanent refusal: trying again would not help. */
class Refused extends Error {}

/** Gets what is published to its subscribers, to each in order, none waiting for another. */
export class FanOut {
  readonly #needs: FanOutNeeds
  readonly #lines = new Map<string, Promise<void>>()
  readonly #idle = new Set<() => void>()

  constructor(needs: FanOutNeeds) {
    this.#needs = needs
  }

  deliver(topic: Topic, subscription: Subscription, entry: PublishedMessage): void {
    const delivery = { subscription: subscription.arn, outcome: 'pending' }
    entry.deliveries.push(delivery)
    this.#queueUp(subscription.arn, async () => {
      const outcome = await this.#notify(topic, subscription, entry.message)
      delivery.outcome = outcome
      this.#needs.passedOn({ topic, subscription, messageId: entry.message.id, outcome })
    })
  }

  /** Asks an endpoint whether it wants to be subscribed, or tells it that it no longer is. */
  shakeHands(topic: Topic, subscription: Subscription, handshake: Handshake): void {
    this.#queueUp(subscription.arn, async () => {
      await this.#trying(topic, subscription, () =>
        this.#sendHandshake(topic, subscription, handshake),
      ).catch(() => {})
    })
  }

  /** Resolves when nothing is under way or waiting for another try. */
  async settled(): Promise<void> {
    while (this.#lines.size > 0) {
      await new Promise<void>((resolve) => this.#idle.add(resolve))
    }
  }

  #queueUp(line: string, deed: () => Promise<void>): void {
    const turn = (this.#lines.get(line) ?? Promise.resolve()).then(deed).finally(() => {
      if (this.#lines.get(line) !== turn) return
      this.#lines.delete(line)
      if (this.#lines.size > 0) return
      for (const wake of this.#idle) wake()
      this.#idle.clear()
    })
    this.#lines.set(line, turn)
  }

  /** @returns how it went, in words */
  async #notify(topic: Topic, subscription: Subscription, message: Published): Promise<string> {
    const { protocol, attributes } = subscription
    const text = message.byProtocol?.[protocol] ?? message.byProtocol?.default ?? message.message
    try {
      await this.#trying(topic, subscription, () => this.#send(topic, subscription, message, text))
      return 'sent'
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const deadLetters = deadLettersIn(attributes.RedrivePolicy)
      if (deadLetters === undefined) return `failed: ${reason}`
      return this.#bury(deadLetters, text, reason)
    }
  }

  #bury(queueArn: string, text: string, reason: string): string {
    try {
      this.#needs.outlets.toQueue(queueArn, text, {})
      return `failed, now in ${queueArn}: ${reason}`
    } catch (error) {
      return `failed: ${reason}; ${queueArn}: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  async #trying(topic: Topic, { protocol, attributes }: Subscription, deed: () => Promise<void>) {
    const retries =
      retriesIn(attributes.DeliveryPolicy) ??
      retriesIn(topic.attributes.DeliveryPolicy) ??
      defaultRetries
    for (let retry = 1; ; retry++) {
      try {
        return await deed()
      } catch (error) {
        const delay = pauseBefore(retry, retries)
        const final = error instanceof Refused || !protocol.startsWith('http')
        if (final || delay === undefined) throw error
        if (delay > 0) await pause(this.#needs.timer, delay)
      }
    }
  }

  async #send(topic: Topic, subscription: Subscription, message: Published, text: string) {
    const { outlets } = this.#needs
    const { protocol, endpoint, arn, attributes } = subscription
    const raw = attributes.RawMessageDelivery?.toLowerCase() === 'true'
    const envelope = async () =>
      notificationEnvelope(message, text, arn, await this.#envelopeNeeds(topic))
    switch (protocol) {
      case 'sqs': {
        const { groupId, deduplicationId } = message
        const fields = raw ? { attributes: message.attributes } : {}
        const fifo = endpoint.endsWith('.fifo') ? { groupId, deduplicationId } : { groupId }
        return outlets.toQueue(endpoint, raw ? text : await envelope(), { ...fields, ...fifo })
      }
      case 'email':
        return outlets.toMail({
          to: endpoint,
          subject: message.subject ?? 'AWS Notification Message',
          text: `${text}\n\n--\nTo stop receiving these mails: ${this.#unsubscribeUrl(arn)}\n`,
        })
      case 'email-json':
        return outlets.toMail({
          to: endpoint,
          subject: message.subject ?? 'AWS Notification Message',
          text: await envelope(),
        })
      default:
        return this.#post(endpoint, {
          headers: {
            ...headersOf('Notification', message.id, topic.arn, arn),
            ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
          },
          body: raw ? text : await envelope(),
        })
    }
  }

  async #sendHandshake(
    topic: Topic,
    { protocol, endpoint, arn }: Subscription,
    handshake: Handshake,
  ) {
    const envelope = await handshakeEnvelope(handshake, await this.#envelopeNeeds(topic))
    if (protocol === 'http' || protocol === 'https')
      return this.#post(endpoint, {
        headers: headersOf(handshake.type, handshake.id, topic.arn, arn),
        body: envelope,
      })
    await this.#needs.outlets.toMail({
      to: endpoint,
      subject: 'AWS Notification - Subscription Confirmation',
      text: protocol === 'email' ? `${handshake.message}\n\n${handshake.subscribeUrl}\n` : envelope,
    })
  }

  /** As SNS does, anything but 5xx and 429 that is no success is final. */
  async #post(url: string, message: HttpMessage): Promise<void> {
    const status = await this.#needs.outlets.toHttp(url, message)
    if (status >= 200 && status < 300) return
    const words = `${url} answered ${status}.`
    throw status >= 500 || status === 429 ? new Error(words) : new Refused(words)
  }

  async #envelopeNeeds({ attributes }: Topic): Promise<EnvelopeNeeds> {
    const { signer, baseUrl } = this.#needs
    const version = attributes.SignatureVersion === '2' ? '2' : '1'
    return { signer: await signer(), version, baseUrl: baseUrl() }
  }

  #unsubscribeUrl(arn: string): string {
    return `${this.#needs.baseUrl()}/?Action=Unsubscribe&SubscriptionArn=${arn}`
  }
}

const headersOf = (type: string, id: string, topicArn: string, subscriptionArn: string) => ({
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': id,
  'x-amz-sns-topic-arn': topicArn,
  ...(type === 'Notification' && { 'x-amz-sns-subscription-arn': subscriptionArn }),
  'content-type': 'text/plain; charset=UTF-8',
  'user-agent': 'Amazon Simple Notification Service Agent',
})

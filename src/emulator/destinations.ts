import { wallClock } from '../core/clock.js'
import type { Seats } from '../core/limiter.js'
import { type Random, systemRandom } from '../core/random.js'
import { type Kept, type LetGo, lengthOf } from '../core/retention.js'
import { SettingError } from '../core/setting-error.js'
import { wallTimer } from '../core/timer.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { ReadPolicy } from '../notifications/policy-reader.js'
import { snsClients, sqsClients } from '../notifications/transports/clients.js'
import { emailTransport, handedOver, overSmtp } from '../notifications/transports/email.js'
import { readRemotePolicy } from '../notifications/transports/remote-policy.js'
import { chosenFor } from '../notifications/transports/route.js'
import { builtInTopics, snsTransport } from '../notifications/transports/sns.js'
import { builtInQueues, sqsTransport } from '../notifications/transports/sqs.js'
import type { Transport } from '../notifications/transports/transport.js'
import { type Inbox, inboxOf } from '../server/control/inbox.js'
import { isAmazons } from '../services/aws/amazon-hosts.js'
import { Mailbox } from '../services/smtp/mailbox.js'
import { httpOutlet } from '../services/sns/http-outlet.js'
import { reachOf } from '../services/sns/reach.js'
import { Topics } from '../services/sns/topics.js'
import { Queues } from '../services/sqs/queues.js'
import { flagOf, type Options } from './config/settings.js'

/** The user that MTurk is documented to send to queues as. */
const mturkSenderId = 'AIDAIXO4EZE6RHVSXIN4E'
/** A topic sends to queues as a user of its own too. */
const topicSenderId = 'AIDAISMY7JYY5F7RTT6AO'

/** Bytes of all mails that are kept: 256 MiB. */
const keepBytes = 256 * 1024 * 1024

export interface PostOffice {
  readonly mailbox: Mailbox
  readonly queues: Queues
  readonly topics: Topics
  readonly transports: Readonly<Record<NotificationTransport, Transport>>
  readonly readPolicy: ReadPolicy
  readonly inbox: Inbox
}

/**
 * The built-in receivers, and the transports that lead to them or to where the options say.
 *
 * @throws SettingError when that is Amazon, and Amazon is not allowed
 */
export function postOffice(
  options: Options,
  random: Random,
  baseUrl: () => string,
  seats: Seats,
  letGo: (kind: Kept, where: string, ...how: Parameters<LetGo>) => void,
): PostOffice {
  refuseAmazon(options)
  const parts = { clock: wallClock, timer: wallTimer, random }
  const mailbox = new Mailbox({
    ...parts,
    keep: options.keepMails,
    keepBytes,
    keepFor: lengthOf(options.keepMailsFor),
    letGo: (...how) => letGo('mails', 'The mailbox', ...how),
  })
  const queues = new Queues({
    ...parts,
    seats,
    keep: options.keepMessages,
    region: options.region,
    letGo: ({ id }, ...how) => letGo('queueMessages', `The queue ${id.name}`, ...how),
  })
  const mails = options.smtp
    ? overSmtp(options.smtp)
    : handedOver((source, envelope) => mailbox.accept(source, envelope))

  const reach = reachOf({
    hosts: options.subscriberHosts.split(',').filter(Boolean),
    allowAws: options.allowAws,
  })
  const topics = new Topics({
    ...parts,
    keep: 100,
    baseUrl,
    mayReach: reach.mayReach,
    outlets: {
      toQueue(queueArn, body, fields) {
        const queue = queues.byArn(queueArn)
        if (!queue) throw new Error(`There is no queue ${queueArn}.`)
        queue.send({ body, senderId: topicSenderId, ...fields })
      },
      async toMail(letter) {
        await mails.carry({
          ...letter,
          from: 'no-reply@sns.amazonaws.com',
          date: wallClock.now(),
          messageId: `<${systemRandom.uuid()}@mturk-local>`,
        })
      },
      toHttp: httpOutlet(reach),
    },
  })

  const ownQueues = builtInQueues({
    send: (url, body, fifo) => queues.at(url).send({ body, senderId: mturkSenderId, ...fifo }).id,
  })
  const ownTopics = builtInTopics({
    publish: (arn, message, fifo) => topics.publish(arn, { ...message, ...fifo }).id,
  })
  const { region, allowAws, sqsEndpoint, snsEndpoint } = options
  const queueClients = sqsClients({ endpoint: sqsEndpoint, region })
  const topicClients = snsClients({ endpoint: snsEndpoint, region })
  const isOwnQueue = (url: string) => attempt(() => queues.at(url)) !== undefined
  const isOwnTopic = (arn: string) => attempt(() => topics.get(arn)) !== undefined

  return {
    mailbox,
    queues,
    topics,
    transports: {
      Email: emailTransport(mails),
      SQS: chosenFor({
        configured: sqsEndpoint ? sqsTransport(queueClients) : undefined,
        builtIn: ownQueues,
        aws: allowAws ? sqsTransport(sqsClients({ endpoint: undefined, region })) : undefined,
        isOwn: isOwnQueue,
      }),
      SNS: chosenFor({
        configured: snsEndpoint ? snsTransport(topicClients) : undefined,
        builtIn: ownTopics,
        aws: allowAws ? snsTransport(snsClients({ endpoint: undefined, region })) : undefined,
        isOwn: isOwnTopic,
      }),
    },
    async readPolicy(delivery, signal) {
      const { transport, destination } = delivery
      if (transport === 'SQS') {
        if (sqsEndpoint)
          return readRemotePolicy.queue(await queueClients(delivery), destination, signal)
        const { arn, attributes } = queues.at(destination)
        return { resource: arn, policy: attributes.Policy }
      }
      if (snsEndpoint)
        return readRemotePolicy.topic(await topicClients(delivery), destination, signal)
      const { arn, attributes } = topics.get(destination)
      return { resource: arn, policy: attributes.Policy }
    },
    inbox: inboxOf(mailbox, queues, topics),
  }
}

function refuseAmazon({ allowAws, smtp, sqsEndpoint, snsEndpoint }: Options): void {
  for (const [name, url] of Object.entries({ smtp, sqsEndpoint, snsEndpoint })) {
    const host = url === undefined ? '' : new URL(url).hostname
    if (!allowAws && isAmazons(host))
      throw new SettingError(
        `${flagOf(name)} leads to Amazon itself (${host}). Give --allow-aws too if that is meant.`,
      )
  }
}

function attempt<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}

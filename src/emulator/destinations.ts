import { realClock } from '../core/clock.js'
import type { Limiter } from '../core/limiter.js'
import type { Logger } from '../core/logger.js'
import { type Random, systemRandom } from '../core/random.js'
import { type OnEvicted, type RetainedKind, retentionMs } from '../core/retention.js'
import { SettingError } from '../core/setting-error.js'
import { realTimer } from '../core/timer.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import { mturkSenderId } from '../notifications/destination.js'
import type { ReadPolicy } from '../notifications/policy-cache.js'
import { snsClients, sqsClients } from '../notifications/transports/clients.js'
import { emailTransport, inProcessMail, smtpMail } from '../notifications/transports/email.js'
import { inProcessTransport } from '../notifications/transports/messaging.js'
import { readRemotePolicy } from '../notifications/transports/remote-policy.js'
import { snsTransport } from '../notifications/transports/sns.js'
import { sqsTransport } from '../notifications/transports/sqs.js'
import { fixedRoute, type TransportRouter } from '../notifications/transports/transport.js'
import { transportRouter } from '../notifications/transports/transport-router.js'
import { inspectReceivers, type ReceiverInspector } from '../server/control/inspect-receivers.js'
import { amazonOrigin, isAmazonHost } from '../services/aws/amazon-hosts.js'
import type { ResolveOrigin } from '../services/aws/request-origin.js'
import {
  createDestinationGuard,
  effectivePort,
  type IsOwnPort,
} from '../services/egress/connection-guard.js'
import { createGuardedAgents } from '../services/egress/guarded-agents.js'
import type { Functions } from '../services/lambda/functions.js'
import { Mailbox } from '../services/smtp/mailbox.js'
import { createEgressPolicy } from '../services/sns/egress-policy.js'
import { createHttpEndpoint } from '../services/sns/http-endpoint.js'
import { checkEndpoint } from '../services/sns/subscription.js'
import { Topics } from '../services/sns/topics.js'
import { Queues } from '../services/sqs/queues.js'
import { createServerVerification } from '../services/tls/verify-server.js'
import type { ReceiverStore } from '../store/receiver-store.js'
import { type Config, flagName } from './config/settings.js'
import { createFunctions } from './functions.js'

/** The IAM user from which topics send to queues. */
const topicSenderId = 'AIDAISMY7JYY5F7RTT6AO'

export interface Destinations {
  readonly mailbox: Mailbox
  readonly queues: Queues
  readonly topics: Topics
  readonly functions: Functions
  readonly routers: Readonly<Record<NotificationTransport, TransportRouter>>
  readonly readPolicy: ReadPolicy
  readonly receivers: ReceiverInspector
  /** @throws Error with the reason when a topic must not post to a URL */
  readonly checkSubscriber: (url: string) => Promise<void>
}

/**
 * Creates the built-in SQS, SNS and mailbox, and the transports to them or to configured endpoints.
 *
 * @param records keep them on disk
 * @param listeningUrl where functions of this machine reach the emulator
 * @throws SettingError when an endpoint is Amazon's and that is not allowed, or when the file of
 *   certificate authorities cannot be used
 */
export function createDestinations(
  options: Config,
  random: Random,
  baseUrl: ResolveOrigin,
  limiter: Limiter,
  isOwnPort: IsOwnPort,
  onEvicted: (kind: RetainedKind, where: string, ...how: Parameters<OnEvicted>) => void,
  records: ReceiverStore | undefined,
  listeningUrl: () => string,
  log: Logger,
): Destinations {
  rejectAmazonEndpoints(options)
  const checks = {
    resolve: createDestinationGuard({ isOwnPort }),
    verifyServer: createServerVerification(options.ca),
  }
  const agents = createGuardedAgents(checks)
  const dependencies = { clock: realClock, timer: realTimer, random }
  const mailbox = new Mailbox({
    ...dependencies,
    maxMails: options.keepMails,
    maxBytes: options.keepMailBytes,
    maxAgeMs: retentionMs(options.keepMailsFor),
    onEvicted: (...how) => onEvicted('mails', 'The mailbox', ...how),
    records: records?.mails,
  })
  const queues = new Queues({
    ...dependencies,
    limiter,
    maxMessages: options.keepMessages,
    maxBytes: options.keepMessageBytes,
    region: options.region,
    limitsPurges: options.quirk.includes('purge-interval'),
    limitsRecreation: options.quirk.includes('recreation-interval'),
    onEvicted: ({ id }, ...how) => onEvicted('queueMessages', `The queue ${id.name}`, ...how),
    records,
  })
  const mailSender = options.smtp
    ? smtpMail(options.smtp, checks)
    : inProcessMail((source, envelope) => mailbox.accept(source, envelope))

  const egressPolicy = createEgressPolicy({
    hosts: options.subscriberHosts.split(',').filter(Boolean),
    allowAws: options.allowAws,
    isOwnPort,
  })
  const functions = createFunctions(options, random, agents, listeningUrl, log)
  const topics = new Topics({
    ...dependencies,
    maxRecentMessages: 100,
    records,
    committed: records?.committed,
    functionRetries: { attempts: options.deliveryAttempts, backoffMs: options.deliveryBackoff },
    resolveLinkOrigin: (region, subscribeOrigin) =>
      options.snsLinks === 'amazon' ? amazonOrigin('sns', region) : baseUrl(subscribeOrigin),
    isEndpointAllowed: egressPolicy.isAllowed,
    endpoints: {
      sendToQueue(queueArn, body, fields) {
        const queue = queues.findByArn(queueArn)
        if (!queue) throw new Error(`There is no queue ${queueArn}.`)
        queue.send({ body, senderId: topicSenderId, ...fields })
      },
      async sendEmail(email) {
        await mailSender.send({
          ...email,
          from: 'no-reply@sns.amazonaws.com',
          date: realClock.now(),
          messageId: `<${systemRandom.uuid()}@mturk-local>`,
        })
      },
      postHttp: createHttpEndpoint(egressPolicy, checks.verifyServer),
      invokeFunction: (functionArn, event) => functions.invoke(functionArn, 'Event', event),
    },
  })

  const inProcessSqs = inProcessTransport(
    ({ destination, payload }, fifo) =>
      queues.getByUrl(destination).send({ body: payload, senderId: mturkSenderId, ...fifo }).id,
    (destination, messageId) => queues.getByUrl(destination).takeBack(messageId),
  )
  const inProcessSns = inProcessTransport(
    ({ destination, payload, subject }, fifo) =>
      topics.publish(destination, { message: payload, subject, ...fifo }).id,
    (destination, messageId) => topics.takeBack(destination, messageId),
  )
  const { region, allowAws, sqsEndpoint, snsEndpoint } = options
  const queueClients = sqsClients({ endpoint: sqsEndpoint, region, agents })
  const topicClients = snsClients({ endpoint: snsEndpoint, region, agents })
  const isBuiltInQueue = (url: string) => tryOrUndefined(() => queues.getByUrl(url)) !== undefined
  const isBuiltInTopic = (arn: string) => tryOrUndefined(() => topics.get(arn)) !== undefined

  return {
    mailbox,
    queues,
    topics,
    functions,
    routers: {
      Email: fixedRoute(emailTransport(mailSender)),
      SQS: transportRouter({
        configured: sqsEndpoint ? sqsTransport(queueClients) : undefined,
        builtIn: inProcessSqs,
        aws: allowAws
          ? sqsTransport(sqsClients({ endpoint: undefined, region, agents }))
          : undefined,
        isBuiltIn: isBuiltInQueue,
      }),
      SNS: transportRouter({
        configured: snsEndpoint ? snsTransport(topicClients) : undefined,
        builtIn: inProcessSns,
        aws: allowAws
          ? snsTransport(snsClients({ endpoint: undefined, region, agents }))
          : undefined,
        isBuiltIn: isBuiltInTopic,
      }),
    },
    async readPolicy(delivery, signal) {
      const { transport, destination } = delivery
      if (transport === 'SQS') {
        if (sqsEndpoint)
          return readRemotePolicy.queue(await queueClients(delivery), destination, signal)
        const { arn, attributes } = queues.getByUrl(destination)
        return { resource: arn, policy: attributes.Policy }
      }
      if (snsEndpoint)
        return readRemotePolicy.topic(await topicClients(delivery), destination, signal)
      const { arn, attributes } = topics.get(destination)
      return { resource: arn, policy: attributes.Policy }
    },
    receivers: inspectReceivers(queues, topics, baseUrl),
    async checkSubscriber(url) {
      const parsed = new URL(url)
      checkEndpoint(parsed.protocol.slice(0, -1), url, false, egressPolicy.isAllowed)
      await egressPolicy.resolve(parsed.hostname, effectivePort(parsed))
    },
  }
}

function rejectAmazonEndpoints(options: Config): void {
  const { allowAws, smtp, sqsEndpoint, snsEndpoint, lambdaEndpoint } = options
  for (const [name, url] of Object.entries({ smtp, sqsEndpoint, snsEndpoint, lambdaEndpoint })) {
    if (url === undefined || allowAws) continue
    const host = new URL(url).hostname
    if (isAmazonHost(host))
      throw new SettingError(
        `${flagName(name)} points to Amazon (${host}). Give --allow-aws too if that is intended.`,
      )
  }
}

function tryOrUndefined<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}

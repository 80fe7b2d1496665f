import type { SNSClient } from '@aws-sdk/client-sns'
import type { SQSClient } from '@aws-sdk/client-sqs'
import { parseQueueUrl } from '../../services/aws/queue-url.js'
import type { GuardedAgents } from '../../services/egress/guarded-agents.js'
import { explainCertificateError } from '../../services/tls/verify-server.js'
import { parseTopicArn } from '../destination.js'
import { limitResponse } from './limit-response.js'
import type { OutgoingNotification } from './transport.js'

/** Whose notification it is, and where it is sent. */
type Recipient = Pick<OutgoingNotification, 'destination' | 'account'>

interface AwsClientOptions {
  /** The endpoint of queues or topics; left out for AWS itself. */
  readonly endpoint: string | undefined
  /** The region of destinations that name none. */
  readonly region: string
  /** Open connections to checked addresses only. */
  readonly agents: GuardedAgents
}

/**
 * One client with keep-alive for each endpoint, account and region. For endpoints other than AWS, a
 * client signs with the account as its access key: no set-up is needed, and credentials of the
 * environment are not sent. Endpoints of the environment are ignored: they may name this emulator.
 */
function createClientCache<C>(
  agents: GuardedAgents,
  create: (settings: SdkClientConfig) => Promise<C>,
) {
  const cache = new Map<string, Promise<C>>()
  return (
    { account, region }: { readonly account: string; readonly region: string },
    configuredEndpoint: string | undefined,
    awsEndpoint: string,
  ): Promise<C> => {
    const endpoint = configuredEndpoint ?? awsEndpoint
    const key = `${endpoint} ${account} ${region}`
    const client =
      cache.get(key) ??
      create({
        endpoint,
        region,
        maxAttempts: 1,
        requestHandler: agents,
        ...(configuredEndpoint && {
          credentials: { accessKeyId: account, secretAccessKey: 'mturk-local' },
        }),
      })
    cache.set(key, client)
    return client
  }
}

/** Wraps every call of a client. */
const explainCertificateErrors =
  (endpoint: string) =>
  <Call, Output>(next: (call: Call) => Promise<Output>) =>
  (call: Call): Promise<Output> =>
    next(call).catch((error: unknown) => {
      throw explainCertificateError(error, new URL(endpoint).host)
    })

interface SdkClientConfig {
  readonly endpoint: string
  readonly region: string
  readonly maxAttempts: number
  readonly requestHandler: GuardedAgents
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** The SDK prints a warning on Node 20, which users of the emulator cannot act on. */
const silenceSdkWarning = () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}

/** Finds the client for a queue by the account and region in its URL. */
export function sqsClients({
  endpoint,
  region,
  agents,
}: AwsClientOptions): (to: Recipient) => Promise<SQSClient> {
  const getClient = createClientCache(agents, async (settings) => {
    silenceSdkWarning()
    const { SQSClient } = await import('@aws-sdk/client-sqs')
    const client = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false })
    client.middlewareStack.add(explainCertificateErrors(settings.endpoint), { step: 'initialize' })
    client.middlewareStack.add(limitResponse, { step: 'deserialize', priority: 'low' })
    return client
  })
  return ({ destination, account }) => {
    const queue = parseQueueUrl(destination)
    const location = { account: queue?.account ?? account, region: queue?.region ?? region }
    return getClient(location, endpoint, new URL(destination).origin)
  }
}

/** Finds the client for a topic by the account and region in its ARN. */
export function snsClients({
  endpoint,
  agents,
}: AwsClientOptions): (to: Recipient) => Promise<SNSClient> {
  const getClient = createClientCache(agents, async (settings) => {
    silenceSdkWarning()
    const { SNSClient } = await import('@aws-sdk/client-sns')
    const client = new SNSClient(settings)
    client.middlewareStack.add(explainCertificateErrors(settings.endpoint), { step: 'initialize' })
    client.middlewareStack.add(limitResponse, { step: 'deserialize', priority: 'low' })
    return client
  })
  return ({ destination }) => {
    const location = parseTopicArn(destination)
    const domain = destination.startsWith('arn:aws-cn:') ? 'amazonaws.com.cn' : 'amazonaws.com'
    return getClient(location, endpoint, `https://sns.${location.region}.${domain}`)
  }
}

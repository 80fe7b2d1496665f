import type { SNSClient } from '@aws-sdk/client-sns'
import type { SQSClient } from '@aws-sdk/client-sqs'
import { queueOf, topicOf } from '../destination.js'
import type { Parcel } from './transport.js'

/** As much of a parcel as says where it goes. */
export type Addressed = Pick<Parcel, 'destination' | 'account'>

export interface Reach {
  /** Where queues or topics are; nothing for the real AWS. */
  readonly endpoint: string | undefined
  /** Region of a destination that names none. */
  readonly region: string
}

/**
 * One kept-alive client for each endpoint, account and region. Away from AWS a client signs with the
 * account as its access key, so that nothing must be set up and no credentials of the environment
 * leave. An endpoint that the environment names is never taken: it may be this emulator's own.
 */
function clients<C>(make: (settings: ClientSettings) => Promise<C>) {
  const made = new Map<string, Promise<C>>()
  return (
    { account, region }: { readonly account: string; readonly region: string },
    configured: string | undefined,
    amazons: string,
  ): Promise<C> => {
    const endpoint = configured ?? amazons
    const key = `${endpoint} ${account} ${region}`
    const client =
      made.get(key) ??
      make({
        endpoint,
        region,
        maxAttempts: 1,
        ...(configured && {
          credentials: { accessKeyId: account, secretAccessKey: 'mturk-local' },
        }),
      })
    made.set(key, client)
    return client
  }
}

interface ClientSettings {
  readonly endpoint: string
  readonly region: string
  readonly maxAttempts: number
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** The SDK warns on Node 20 when it is first used; the user of this program cannot act on it. */
const silenceSdk = () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}

/** Finds the client that reaches a queue: the account and the region stand in its URL. */
export function sqsClients({ endpoint, region }: Reach): (to: Addressed) => Promise<SQSClient> {
  const clientFor = clients(async (settings) => {
    silenceSdk()
    const { SQSClient } = await import('@aws-sdk/client-sqs')
    return new SQSClient({ ...settings, useQueueUrlAsEndpoint: false })
  })
  return ({ destination, account }) => {
    const queue = queueOf(destination)
    const at = { account: queue?.account ?? account, region: queue?.region ?? region }
    return clientFor(at, endpoint, new URL(destination).origin)
  }
}

/** Finds the client that reaches a topic: the account and the region stand in its ARN. */
export function snsClients({ endpoint }: Reach): (to: Addressed) => Promise<SNSClient> {
  const clientFor = clients(async (settings) => {
    silenceSdk()
    const { SNSClient } = await import('@aws-sdk/client-sns')
    return new SNSClient(settings)
  })
  return ({ destination }) => {
    const at = topicOf(destination)
    const domain = destination.startsWith('arn:aws-cn:') ? 'amazonaws.com.cn' : 'amazonaws.com'
    return clientFor(at, endpoint, `https://sns.${at.region}.${domain}`)
  }
}

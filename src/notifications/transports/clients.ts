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
 * One kept-alive client for each account and region. Away from AWS a client signs with the account
 * as its access key, so that nothing must be set up and no credentials of the environment leave.
 */
function clients<C>(make: (region: string, credentials: object) => Promise<C>) {
  const made = new Map<string, Promise<C>>()
  return (account: string, region: string, endpoint: string | undefined): Promise<C> => {
    const key = `${account} ${region}`
    const client =
      made.get(key) ??
      make(region, {
        ...(endpoint && {
          endpoint,
          credentials: { accessKeyId: account, secretAccessKey: 'mturk-local' },
        }),
        maxAttempts: 1,
      })
    made.set(key, client)
    return client
  }
}

/** The SDK warns on Node 20 when it is first used; the user of this program cannot act on it. */
const silenceSdk = () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}

/** Finds the client that reaches a queue: the account and the region stand in its URL. */
export function sqsClients({ endpoint, region }: Reach): (to: Addressed) => Promise<SQSClient> {
  const clientFor = clients(async (region, settings) => {
    silenceSdk()
    const { SQSClient } = await import('@aws-sdk/client-sqs')
    return new SQSClient({ ...settings, region, useQueueUrlAsEndpoint: endpoint === undefined })
  })
  return ({ destination, account }) => {
    const queue = queueOf(destination)
    return clientFor(queue?.account ?? account, queue?.region ?? region, endpoint)
  }
}

/** Finds the client that reaches a topic: the account and the region stand in its ARN. */
export function snsClients({ endpoint }: Reach): (to: Addressed) => Promise<SNSClient> {
  const clientFor = clients(async (region, settings) => {
    silenceSdk()
    const { SNSClient } = await import('@aws-sdk/client-sns')
    return new SNSClient({ ...settings, region })
  })
  return ({ destination }) => {
    const { account, region } = topicOf(destination)
    return clientFor(account, region, endpoint)
  }
}

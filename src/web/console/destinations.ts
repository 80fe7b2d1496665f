import type { DeliveryView } from '../../server/control/views.js'
import { control } from './control.js'

/** A destination of notifications that the emulator could have built in. */
type Destination = Pick<DeliveryView, 'transport' | 'destination'>

type Resource = 'queue' | 'topic'

export const resourceNames = { SQS: 'queue', SNS: 'topic' } as const

/** Creates a queue or a topic, and returns it as the destination of a notification. */
export async function createDestination(
  resource: Resource,
  name: string,
  account?: string,
): Promise<{ readonly arn: string; readonly destination: string }> {
  const fifo = name.endsWith('.fifo')
  if (resource === 'topic') {
    const attributes: Record<string, string> = fifo ? { FifoTopic: 'true' } : {}
    const { arn } = await control.request('POST /_mturk/topics', {
      body: { name, account, attributes },
    })
    return { arn, destination: arn }
  }
  const attributes: Record<string, string> = fifo ? { FifoQueue: 'true' } : {}
  const { arn, url } = await control.request('POST /_mturk/queues', {
    body: { name, account, attributes },
  })
  return { arn, destination: url }
}

/** The name and the account of a queue or a topic, as its URL or ARN has them. */
export function parseDestination({ transport, destination }: Destination) {
  const [, account, name] =
    (transport === 'SQS'
      ? /\/(\d{12})\/([\w-]{1,80}(?:\.fifo)?)\/?$/.exec(destination)
      : /^arn:aws[a-z-]*:sns:[^:]+:(\d{12}):([\w-]{1,256}(?:\.fifo)?)$/.exec(destination)) ?? []
  return account !== undefined && name !== undefined ? { account, name } : undefined
}

/** The built-in queue or topic of a destination; undefined if there is none. */
export async function findReceiver(destination: Destination) {
  const parsed = parseDestination(destination)
  if (!parsed) return undefined
  if (destination.transport === 'SNS') {
    const { topics } = await control.request('GET /_mturk/topics', {
      arn: destination.destination,
      limit: 1,
    })
    return topics[0] && { ...topics[0], resource: 'topic' as const }
  }
  const { queues } = await control.request('GET /_mturk/queues', { ...parsed, newest: 0, limit: 1 })
  return queues[0] && { ...queues[0], resource: 'queue' as const }
}

/** The address of a queue or a topic in the console. */
export const formatReceiverHref = (resource: Resource, arn: string): string =>
  `/console/inbox/${resource}/${encodeURIComponent(arn)}`

/** Sets the policy of a queue or a topic. */
export const applyPolicy = (resource: Resource, arn: string, policy: string) => {
  const body = { attributes: { Policy: policy } }
  return resource === 'queue'
    ? control.request('PUT /_mturk/queues/{arn}/attributes', { arn, body })
    : control.request('PUT /_mturk/topics/{arn}/attributes', { arn, body })
}

import { isAmazonQueueUrl } from '../../services/aws/amazon-hosts.js'
import type { OutgoingNotification, Transport } from './transport.js'

export interface TransportRoutes {
  /** Where the options point; then everything goes there. */
  readonly configured: Transport | undefined
  readonly builtIn: Transport
  /** Only when the options allow it. */
  readonly aws: Transport | undefined
  readonly isBuiltIn: (destination: string) => boolean
}

/** Chooses the road by the destination. The real AWS is one only for its own names, and only if allowed. */
export function routingTransport({
  configured,
  builtIn,
  aws,
  isBuiltIn,
}: TransportRoutes): Transport {
  function route(destination: string): Transport {
    // An ARN names no host: where the options point, every topic is there.
    const isAwsDestination = destination.startsWith('arn:')
      ? !configured
      : isAmazonQueueUrl(destination)
    return aws && isAwsDestination && !isBuiltIn(destination) ? aws : (configured ?? builtIn)
  }

  return {
    send: (notification, signal) => route(notification.destination).send(notification, signal),
    sendBatch: (notifications, signal) =>
      route((notifications[0] as OutgoingNotification).destination).sendBatch!(
        notifications,
        signal,
      ),
    isInProcess: (destination) => route(destination).isInProcess?.(destination) ?? false,
    async close() {
      for (const transport of [configured, builtIn, aws]) await transport?.close()
    },
  }
}

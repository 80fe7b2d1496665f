import { isAmazonQueueUrl } from '../../services/aws/amazon-hosts.js'
import type { Transport, TransportRouter } from './transport.js'

export interface TransportRoutes {
  /** Leads to the endpoint that the settings name; used for every destination when there is one. */
  readonly configured: Transport | undefined
  readonly builtIn: Transport
  /** Leads to Amazon itself; only when the settings allow it. */
  readonly aws: Transport | undefined
  readonly isBuiltIn: (destination: string) => boolean
}

/** Amazon itself is used only for its own names, and only when it is allowed. */
export function transportRouter({
  configured,
  builtIn,
  aws,
  isBuiltIn,
}: TransportRoutes): TransportRouter {
  // An ARN names no host: with a configured endpoint, every topic is there.
  const isAmazons = (destination: string): boolean =>
    destination.startsWith('arn:') ? !configured : isAmazonQueueUrl(destination)

  return {
    route: (destination) =>
      aws && isAmazons(destination) && !isBuiltIn(destination) ? aws : (configured ?? builtIn),
    async close() {
      for (const transport of [configured, builtIn, aws]) await transport?.close()
    },
  }
}

import { isAmazonsQueue } from '../../services/aws/amazon-hosts.js'
import type { Parcel, Transport } from './transport.js'

export interface Routes {
  /** Where the options point; then everything goes there. */
  readonly configured: Transport | undefined
  readonly builtIn: Transport
  /** Only when the options allow it. */
  readonly aws: Transport | undefined
  readonly isOwn: (destination: string) => boolean
}

/** Chooses the road by the destination. The real AWS is one only for its own names, and only if allowed. */
export function chosenFor({ configured, builtIn, aws, isOwn }: Routes): Transport {
  function roadTo(destination: string): Transport {
    // An ARN names no host: where the options point, every topic is there.
    const isAway = destination.startsWith('arn:') ? !configured : isAmazonsQueue(destination)
    return aws && isAway && !isOwn(destination) ? aws : (configured ?? builtIn)
  }

  return {
    send: (parcel, signal) => roadTo(parcel.destination).send(parcel, signal),
    sendBatch: (parcels, signal) =>
      roadTo((parcels[0] as Parcel).destination).sendBatch!(parcels, signal),
    isInProcess: (destination) => roadTo(destination).isInProcess?.(destination) ?? false,
    async close() {
      for (const transport of [configured, builtIn, aws]) await transport?.close()
    },
  }
}

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
  const away = aws
  const roadTo = (destination: string): Transport =>
    away && isAmazons(destination) && !isOwn(destination) ? away : (configured ?? builtIn)

  return {
    send: (parcel, signal) => roadTo(parcel.destination).send(parcel, signal),
    sendBatch: (parcels, signal) =>
      roadTo((parcels[0] as Parcel).destination).sendBatch!(parcels, signal),
    async close() {
      for (const transport of [configured, builtIn, aws]) await transport?.close()
    },
  }
}

/** A queue's URL on an Amazon host; a topic's ARN, which names no host, always is one. */
const isAmazons = (destination: string): boolean =>
  destination.startsWith('arn:') ||
  (URL.canParse(destination) && /(^|\.)amazonaws\.com(\.cn)?$/.test(new URL(destination).hostname))

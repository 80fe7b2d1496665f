import { Heap } from './heap.js'
import type { SqsMessage } from './message.js'

interface MessageTimer {
  readonly message: SqsMessage
  readonly at: number
}

/** Delayed and in-flight messages, in the order in which they become visible. */
export const createMessageTimers = (): Heap<MessageTimer> =>
  new Heap<MessageTimer>((a, b) => a.at < b.at, isCurrent)

/** Outdated when the message was deleted or got another time. */
const isCurrent = ({ message: { state, visibleAt }, at }: MessageTimer): boolean =>
  visibleAt === at && (state === 'delayed' || state === 'in flight')

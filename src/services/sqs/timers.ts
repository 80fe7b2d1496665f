import { Heap } from './heap.js'
import type { SqsMessage } from './message.js'

interface MessageTimer {
  readonly message: SqsMessage
  readonly at: number
}

/** Messages that are delayed or in flight, in the order they come due. */
export const createMessageTimers = (): Heap<MessageTimer> =>
  new Heap<MessageTimer>((a, b) => a.at < b.at, isCurrent)

/** Out of date when the message was deleted, or given another time since. */
const isCurrent = ({ message: { state, visibleAt }, at }: MessageTimer): boolean =>
  visibleAt === at && (state === 'delayed' || state === 'in flight')

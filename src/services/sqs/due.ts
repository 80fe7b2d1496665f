import { Heap } from './heap.js'
import type { Message } from './message.js'

interface Due {
  readonly message: Message
  readonly at: number
}

/** Messages that are delayed or in flight, in the order they come due. */
export const dueInOrder = (): Heap<Due> => new Heap<Due>((a, b) => a.at < b.at, isDue)

/** Out of date when the message was deleted, or given another time since. */
const isDue = ({ message: { state, dueAt }, at }: Due): boolean =>
  dueAt === at && (state === 'delayed' || state === 'in flight')

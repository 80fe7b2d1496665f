import { receiptHandleInvalid } from './fault.js'
import type { Message } from './message.js'

/** What a receiver deletes a message by: another one with every receive. */
export const handleFor = ({ id, receiveCount }: Message): string =>
  Buffer.from(`${id} ${receiveCount}`).toString('base64')

/**
 * The ID of the message that a handle is, or was, for.
 *
 * @throws QueueFault when it is none
 */
export function messageIdOf(handle: string): string {
  const [, id] = /^([0-9a-f-]{36}) \d+$/.exec(Buffer.from(handle, 'base64').toString()) ?? []
  if (id === undefined) throw receiptHandleInvalid(handle)
  return id
}

import { receiptHandleInvalid } from './errors.js'
import type { SqsMessage } from './message.js'

/** What a receiver deletes a message by: another one with every receive. */
export const createReceiptHandle = ({ id, receiveCount }: SqsMessage): string =>
  Buffer.from(`${id} ${receiveCount}`).toString('base64')

/**
 * The ID of the message that a handle is, or was, for.
 *
 * @throws QueueFault when it is none
 */
export function parseReceiptHandle(receiptHandle: string): string {
  const [, id] = /^([0-9a-f-]{36}) \d+$/.exec(Buffer.from(receiptHandle, 'base64').toString()) ?? []
  if (id === undefined) throw receiptHandleInvalid(receiptHandle)
  return id
}

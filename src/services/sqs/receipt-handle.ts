import { receiptHandleInvalid } from './errors.js'
import type { SqsMessage } from './message.js'

/** Identifies a receive of a message. */
export const createReceiptHandle = ({ id, receiveCount }: SqsMessage): string =>
  Buffer.from(`${id} ${receiveCount}`).toString('base64')

/**
 * The message ID of a receipt handle.
 *
 * @throws SqsError when it is invalid
 */
export function parseReceiptHandle(receiptHandle: string): string {
  const [, id] = /^([0-9a-f-]{36}) \d+$/.exec(Buffer.from(receiptHandle, 'base64').toString()) ?? []
  if (id === undefined) throw receiptHandleInvalid(receiptHandle)
  return id
}

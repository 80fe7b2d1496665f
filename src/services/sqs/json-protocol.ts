import type { WireRequest, WireResponse } from '../aws/wire.js'
import type { QueueCall } from './action.js'
import { QueueFault } from './fault.js'
import type { Input } from './input.js'

/** Reads a call of `X-Amz-Target: AmazonSQS.<Action>`, AWS JSON 1.0. */
export function jsonCall({ headers, body }: WireRequest): QueueCall {
  const action = String(headers['x-amz-target']).replace(/^AmazonSQS\./, '')
  return { action, input: parsed(body) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parsed(body: Buffer): Input {
  let input: unknown
  try {
    input = JSON.parse(utf8.decode(body))
  } catch {
    throw new QueueFault('SerializationException', 'The request body is not valid JSON in UTF-8.')
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new QueueFault('SerializationException', 'The request body must be a JSON object.')
  return input as Input
}

export const jsonResult = (result: object): WireResponse => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(result),
})

/** Clients written for the query protocol find its code in a header. */
export const jsonFault = ({ type, code, status, message }: QueueFault): WireResponse => ({
  status: status === 403 ? 400 : status,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': `${code};Sender`,
  },
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message }),
  fault: code,
})

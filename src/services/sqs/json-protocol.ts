import type { WireRequest, WireResponse } from '../aws/http.js'
import type { SqsCall } from './action.js'
import { SqsError } from './errors.js'
import type { SqsInput } from './parameters.js'

/** Parses a call with `X-Amz-Target: AmazonSQS.<Action>`, AWS JSON 1.0. */
export function parseJsonCall({ headers, body }: WireRequest): SqsCall {
  const action = String(headers['x-amz-target']).replace(/^AmazonSQS\./, '')
  return { action, input: parseBody(body) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseBody(body: Buffer): SqsInput {
  let input: unknown
  try {
    input = JSON.parse(utf8.decode(body))
  } catch {
    throw new SqsError('SerializationException', 'The request body is not valid JSON in UTF-8.')
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new SqsError('SerializationException', 'The request body must be a JSON object.')
  return input as SqsInput
}

export const jsonResult = (result: object): WireResponse => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(result),
})

/** Clients written for the query protocol find the old code in a header. */
export const jsonError = ({ type, code, status, message }: SqsError): WireResponse => ({
  status: status === 403 ? 400 : status,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': `${code};Sender`,
  },
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message }),
  errorCode: code,
})

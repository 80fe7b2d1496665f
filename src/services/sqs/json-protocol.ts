import type { WireResponse } from '../aws/http.js'
import { SqsError } from './errors.js'
import type { SqsInput } from './parameters.js'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads the body of a call in AWS JSON 1.0.
 *
 * @throws SqsError when it is not a JSON object
 */
export function parseJsonInput(body: Buffer): SqsInput {
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
  status,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': `${code};Sender`,
  },
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message }),
  errorCode: code,
})

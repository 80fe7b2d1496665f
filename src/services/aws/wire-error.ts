import type { WireRequest, WireResponse } from './http.js'
import { xmlError } from './query.js'

/** The framework refuses a call before any service sees it. */
export interface WireError {
  readonly status: number
  readonly code: string
  readonly message?: string
}

export const unknownOperation: WireError = { status: 400, code: 'UnknownOperationException' }

export const missingToken: WireError = {
  status: 400,
  code: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
}

export const bodyTooLarge = (maxBytes: number): WireError => ({
  status: 413,
  code: 'RequestEntityTooLargeException',
  message: `The request body is larger than ${maxBytes} bytes.`,
})

/** The cause is for the log; the caller learns only that the service failed. */
export const internalFailure: WireError = { status: 500, code: 'InternalFailure' }

/** In the caller's format: XML for a call in the query protocol, JSON for any other. */
export function errorResponse(
  error: WireError,
  request: Pick<WireRequest, 'headers'>,
  requestId: string,
): WireResponse {
  const { status, code, message } = error
  const type = String(request.headers['content-type'] ?? '')
  if (request.headers['x-amz-target'] === undefined && type.includes('form-urlencoded'))
    return xmlError({ status, code, message: message ?? '' }, namespace, requestId)
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: code, message }),
    errorCode: code,
  }
}

/** Each service has its own namespace; this one is for calls that reached no service. */
const namespace = 'http://webservices.amazon.com/AWSFault/2005-15-09'

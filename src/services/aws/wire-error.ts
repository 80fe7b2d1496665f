import type { WireRequest, WireResponse } from './http.js'
import { xmlError } from './query.js'

/** An error of the framework, before any service sees the call. */
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

export const bodyConsumed = (message: string): WireError => ({
  status: 400,
  code: 'RequestBodyConsumedException',
  message,
})

/** The cause goes to our log; the caller learns only that the failure is not the caller's. */
export const internalFailure: WireError = { status: 500, code: 'InternalFailure' }

/** Serialized as the caller expects: XML for a call in the query protocol, else JSON. */
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

/** The namespace of a call that reached no service; each service has its own. */
const namespace = 'http://webservices.amazon.com/AWSFault/2005-15-09'

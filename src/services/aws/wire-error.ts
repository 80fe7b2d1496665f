import { xmlError } from './query.js'
import type { WireRequest, WireResponse } from './http.js'

/** A refusal by the framework, before any service sees the call. */
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

/** The cause is for our log; the caller learns no more than that it was not the caller's fault. */
export const internalFailure: WireError = { status: 500, code: 'InternalFailure' }

/** In the form the caller reads: XML for a call in the query protocol, JSON for any other. */
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

/** A service of its own has a namespace of its own; a call that reached none has this one. */
const namespace = 'http://webservices.amazon.com/AWSFault/2005-15-09'

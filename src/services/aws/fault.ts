import { xmlError } from './aws-query.js'
import type { WireRequest, WireResponse } from './wire.js'

/** A refusal by the framework, before any service sees the call. */
export interface WireFault {
  readonly status: number
  readonly code: string
  readonly message?: string
}

export const unknownOperation: WireFault = { status: 400, code: 'UnknownOperationException' }

export const missingToken: WireFault = {
  status: 400,
  code: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
}

export const bodyTooLarge = (longest: number): WireFault => ({
  status: 413,
  code: 'RequestEntityTooLargeException',
  message: `The request body is larger than ${longest} bytes.`,
})

/** The cause is for our log; the caller learns no more than that it was not the caller's fault. */
export const internalFailure: WireFault = { status: 500, code: 'InternalFailure' }

/** In the form the caller reads: XML for a call in the query protocol, JSON for any other. */
export function faultResponse(
  fault: WireFault,
  request: Pick<WireRequest, 'headers'>,
  requestId: string,
): WireResponse {
  const { status, code, message } = fault
  const type = String(request.headers['content-type'] ?? '')
  if (request.headers['x-amz-target'] === undefined && type.includes('form-urlencoded'))
    return xmlError({ status, code, message: message ?? '' }, namespace, requestId)
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: code, message }),
    fault: code,
  }
}

/** A service of its own has a namespace of its own; a call that reached none has this one. */
const namespace = 'http://webservices.amazon.com/AWSFault/2005-15-09'

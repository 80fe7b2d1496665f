import {
  InternalFailure,
  ParameterValidationError,
  RequestError,
  ServiceFault,
  ValidationException,
} from '../domain/errors.js'
import type { FaultRule } from '../faults/rule.js'
import type { AwsCall, WireResponse } from '../services/aws/http.js'
import { decode, encode, SerializationException } from '../services/aws/json.js'
import { readRequestOrigin } from '../services/aws/request-origin.js'
import { createInjectedError } from './injected-errors.js'
import type { Marketplace } from './marketplace.js'
import { call } from './operations/call.js'
import * as operations from './operations/index.js'
import type { Operation } from './operations/operation.js'

/** The operations by Amazon's names. */
export const mturkOperations: ReadonlyMap<string, Operation> = new Map(
  Object.values(operations as unknown as Record<string, Operation>).map((each) => [
    each.name,
    each,
  ]),
)

/**
 * Amazon's requester API over AWS JSON 1.1. Every failure is an error response.
 *
 * @param requestFaults the faults that the request itself asks for
 */
export type MTurkService = (
  call: AwsCall,
  requestFaults?: readonly FaultRule[],
) => Promise<WireResponse>

export const mturkEndpoint =
  (marketplace: Marketplace): MTurkService =>
  async (request, requestFaults) => {
    const { account, requestId, traceparent } = request
    try {
      const operation = resolveOperation(request)
      const input = decode(request.body, operation.input)
      const origin = readRequestOrigin(request.headers)
      const caller = { account, requestId, traceparent, origin, requestFaults }
      const output = await call(marketplace, operation, input, caller)
      return jsonResponse(200, encode(output as object, operation.output))
    } catch (error) {
      return toErrorResponse(error, marketplace)
    }
  }

/** The response that fault injection returns instead of the operation's. */
export function injectedMTurkError(
  fault: FaultRule,
  operationName: string,
  marketplace: Marketplace,
): WireResponse {
  const [firstParameter] = Object.keys(mturkOperations.get(operationName)?.input.members ?? {})
  const { status, type, message, parameter, turkErrorCode, isServiceError } = createInjectedError(
    fault,
    firstParameter,
  )
  return isServiceError
    ? errorResponse(status, {
        __type: type,
        Message: withTimestamp(message, marketplace),
        Parameter: parameter,
        TurkErrorCode: turkErrorCode,
      })
    : errorResponse(status, { __type: type, message, TurkErrorCode: turkErrorCode })
}

/** The framework did not find the operation. */
class UnknownOperationException extends Error {}

function resolveOperation({ protocol, operation: name, headers }: AwsCall): Operation {
  const operation = protocol === 'json' ? mturkOperations.get(name) : undefined
  if (!operation) throw new UnknownOperationException()
  const contentType = String(headers['content-type'] ?? '')
    .split(';', 1)[0]!
    .trim()
  // Hand-written clients send plain JSON; no other content type can be meant for this protocol.
  if (!/^application\/(x-amz-json-1\.[01]|json)$/i.test(contentType) && contentType !== '')
    throw new SerializationException(
      `The content type ${contentType} is not understood. Send application/x-amz-json-1.1.`,
    )
  return operation
}

/** `Message` in errors of the service itself, `message` in the framework's (oracle §1). */
function toErrorResponse(error: unknown, marketplace: Marketplace): WireResponse {
  if (error instanceof RequestError) {
    const { name, message, turkErrorCode } = error
    const Message = error.withTimestamp ? withTimestamp(message, marketplace) : message
    return errorResponse(400, { __type: name, Message, TurkErrorCode: turkErrorCode })
  }
  if (error instanceof ParameterValidationError) {
    const { name, message, parameter, turkErrorCode, hint } = error
    const response = errorResponse(400, {
      __type: name,
      Message: withTimestamp(message, marketplace),
      Parameter: parameter,
      TurkErrorCode: turkErrorCode,
    })
    return hint === undefined ? response : withHint(response, hint)
  }
  if (error instanceof ValidationException || error instanceof SerializationException)
    return errorResponse(400, { __type: error.name, message: error.message })
  if (error instanceof UnknownOperationException)
    return errorResponse(400, { __type: 'UnknownOperationException' })
  if (error instanceof InternalFailure)
    return errorResponse(500, { __type: error.name, message: error.message })

  const { name, message, turkErrorCode, cause } = new ServiceFault(error)
  const Message = withTimestamp(message, marketplace)
  return errorResponse(500, { __type: name, Message, TurkErrorCode: turkErrorCode }, cause)
}

/** Messages end in the server's time; the sandbox adds an s (captured). */
const withTimestamp = (message: string, { clock, environment }: Marketplace): string =>
  `${message} (${clock.now().getTime()}${environment === 'sandbox' ? ' s' : ''})`

interface ErrorBody {
  readonly __type: string
  readonly Message?: string
  readonly message?: string
  readonly Parameter?: string
  readonly TurkErrorCode?: string
}

const errorResponse = (status: number, body: ErrorBody, cause?: unknown): WireResponse => ({
  status,
  headers: jsonHeaders,
  body: JSON.stringify(body),
  errorCode: body.TurkErrorCode ?? body.__type,
  cause,
})

/** A header says what the body leaves out because MTurk does. It takes one line of ASCII. */
const withHint = (response: WireResponse, hint: string): WireResponse => ({
  ...response,
  headers: {
    ...response.headers,
    'x-mturk-local-hint': hint
      .replace(/\s+/g, ' ')
      .replace(/[^\x20-\x7e]/g, '?')
      .slice(0, 1000),
  },
  hint,
})

const jsonResponse = (status: number, body: string): WireResponse => ({
  status,
  headers: jsonHeaders,
  body,
})

const jsonHeaders = { 'content-type': 'application/x-amz-json-1.1' }

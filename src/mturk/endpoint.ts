import type { Timer } from '../core/timer.js'
import {
  InternalFailure,
  ParameterValidationError,
  RequestError,
  ServiceFault,
  ValidationException,
} from '../domain/errors.js'
import { intercept } from '../faults/intercept.js'
import type { FaultRule } from '../faults/rule.js'
import { decode, encode, SerializationException } from '../services/aws/json.js'
import {
  ConnectionDroppedError,
  type WireRequest,
  type WireResponse,
  type AwsService,
} from '../services/aws/http.js'
import type { ApiCall } from './api-call.js'
import { createInjectedError } from './injected-errors.js'
import { call } from './operations/call.js'
import * as operations from './operations/index.js'
import type { Operation } from './operations/operation.js'
import type { Caller, Marketplace } from './unit-of-work.js'

const targetPrefix = 'MTurkRequesterServiceV20170117.'

const operationsByName: ReadonlyMap<string, Operation> = new Map(
  Object.values(operations as unknown as Record<string, Operation>).map((each) => [
    each.name,
    each,
  ]),
)

export interface MTurkEndpointOptions {
  /** The wall's: delayed calls go by it. */
  readonly timer: Timer
  readonly report: (call: ApiCall) => void
}

/** Amazon's requester API over AWS JSON 1.1: bytes in, bytes out; whatever goes wrong is an answer. */
export const mturkEndpoint =
  (marketplace: Marketplace, { timer, report }: MTurkEndpointOptions): AwsService =>
  async (request, { account, traceparent }, requestId) => {
    const name = String(request.headers['x-amz-target'] ?? '').slice(targetPrefix.length)
    const caller = { account, requestId, traceparent }
    const { answer, faults } = await intercept<ResponseWithCause>(
      { faults: marketplace.faults, timer },
      {
        operation: () => name,
        ...caller,
        request,
        run: (requestFaults) =>
          runOperation(
            requestFaults ? { ...marketplace, requestFaults: requestFaults } : marketplace,
            name,
            request,
            caller,
          ),
        faultResponse: (fault) => [renderInjectedError(fault, marketplace)],
        invalidRulesResponse: (message) => [renderValidationError(message)],
      },
    )
    const [response, cause] = answer ?? []
    report({
      operation: name,
      account,
      requestId,
      status: response?.status ?? 0,
      request: request.body.toString(),
      response: String(response?.body ?? ''),
      faults,
      cause,
    })
    if (!response) throw new ConnectionDroppedError()
    return response
  }

type ResponseWithCause = readonly [WireResponse, cause?: unknown]

function renderInjectedError(fault: FaultRule, marketplace: Marketplace): WireResponse {
  const { status, type, message, turkErrorCode, isServiceError } = createInjectedError(fault)
  const messageField = isServiceError
    ? { Message: `${message} ${timestampSuffix(marketplace)}` }
    : { message }
  return jsonResponse(
    status,
    JSON.stringify({ __type: type, ...messageField, TurkErrorCode: turkErrorCode }),
  )
}

const renderValidationError = (message: string): WireResponse =>
  jsonResponse(400, JSON.stringify({ __type: 'ValidationException', message }))

async function runOperation(
  marketplace: Marketplace,
  name: string,
  request: WireRequest,
  caller: Caller,
): Promise<ResponseWithCause> {
  try {
    const operation = resolveOperation(request, name)
    const input = decode(request.body, operation.input)
    const output = await call(marketplace, operation, input, caller)
    return [jsonResponse(200, encode(output as object, operation.output))]
  } catch (error) {
    const { status, body, cause } = toErrorResponse(error, marketplace)
    const errorCode = body.TurkErrorCode ?? body.__type
    return [{ ...jsonResponse(status, JSON.stringify(body)), errorCode }, cause]
  }
}

/** The framework did not find the operation. */
class UnknownOperationException extends Error {}

function resolveOperation(request: WireRequest, name: string): Operation {
  const operation = operationsByName.get(name)
  const target = request.headers['x-amz-target']
  if (!operation || target !== targetPrefix + name) throw new UnknownOperationException()
  const contentType = String(request.headers['content-type'] ?? '')
    .split(';', 1)[0]!
    .trim()
  // Hand-made clients send plain JSON; anything else cannot be meant for this protocol.
  if (!/^application\/(x-amz-json-1\.[01]|json)$/i.test(contentType) && contentType !== '')
    throw new SerializationException(
      `The content type ${contentType} is not understood. Send application/x-amz-json-1.1.`,
    )
  return operation
}

interface ErrorResponse {
  readonly status: number
  readonly body: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** `Message` in errors of the service itself, `message` in the framework's (oracle §1). */
function toErrorResponse(error: unknown, marketplace: Marketplace): ErrorResponse {
  const withTimestamp = (message: string) => `${message} ${timestampSuffix(marketplace)}`

  if (error instanceof RequestError) {
    const { name, message, turkErrorCode } = error
    const Message = error.withTimestamp ? withTimestamp(message) : message
    return { status: 400, body: { __type: name, Message, TurkErrorCode: turkErrorCode } }
  }
  if (error instanceof ParameterValidationError)
    return { status: 400, body: { __type: error.name, Message: withTimestamp(error.message) } }
  if (error instanceof ValidationException || error instanceof SerializationException)
    return { status: 400, body: { __type: error.name, message: error.message } }
  if (error instanceof UnknownOperationException)
    return { status: 400, body: { __type: 'UnknownOperationException' } }
  if (error instanceof InternalFailure)
    return { status: 500, body: { __type: error.name, message: error.message } }

  const { name, message, turkErrorCode, cause } = new ServiceFault(error)
  const body = { __type: name, Message: withTimestamp(message), TurkErrorCode: turkErrorCode }
  return { status: 500, body, cause }
}

/** Messages end in the server's time; the sandbox adds an s (captured). */
const timestampSuffix = ({ clock, environment }: Marketplace): string =>
  `(${clock.now().getTime()}${environment === 'sandbox' ? ' s' : ''})`

const jsonResponse = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body,
})

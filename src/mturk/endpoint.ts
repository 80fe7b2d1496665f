import type { Timer } from '../core/timer.js'
import {
  InternalFailure,
  ParameterValidationError,
  RequestError,
  ServiceFault,
  ValidationException,
} from '../domain/errors.js'
import { hindered } from '../faults/intercept.js'
import type { FaultRule } from '../faults/rule.js'
import { decode, encode, SerializationException } from '../services/aws/aws-json.js'
import {
  NoAnswer,
  type WireRequest,
  type WireResponse,
  type WireService,
} from '../services/aws/wire.js'
import type { CallReport } from './api-call.js'
import { faultAnswer } from './injected-errors.js'
import { call } from './operations/call.js'
import * as operations from './operations/index.js'
import type { Operation } from './operations/operation.js'
import type { Party, World } from './unit-of-work.js'

const targetPrefix = 'MTurkRequesterServiceV20170117.'

const known: ReadonlyMap<string, Operation> = new Map(
  Object.values(operations as unknown as Record<string, Operation>).map((each) => [
    each.name,
    each,
  ]),
)

export interface RequesterEndpointOptions {
  /** The wall's: delayed calls go by it. */
  readonly timer: Timer
  readonly report: (call: CallReport) => void
}

/** Amazon's requester API over AWS JSON 1.1: bytes in, bytes out; whatever goes wrong is an answer. */
export const requesterEndpoint =
  (world: World, { timer, report }: RequesterEndpointOptions): WireService =>
  async (request, { account, traceparent }, requestId) => {
    const name = String(request.headers['x-amz-target'] ?? '').slice(targetPrefix.length)
    const party = { account, requestId, traceparent }
    const { answer, faults } = await hindered<Answer>(
      { faults: world.faults, timer },
      {
        operation: () => name,
        ...party,
        request,
        run: (asked) =>
          answerTo(asked ? { ...world, faultsAsked: asked } : world, name, request, party),
        refuse: (fault) => [refusedBy(fault, world)],
        misread: (sentence) => [misread(sentence)],
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
    if (!response) throw new NoAnswer()
    return response
  }

type Answer = readonly [WireResponse, cause?: unknown]

function refusedBy(fault: FaultRule, world: World): WireResponse {
  const { status, type, message, turkErrorCode, isService } = faultAnswer(fault)
  const text = isService ? { Message: `${message} ${suffix(world)}` } : { message }
  return jsonResponse(
    status,
    JSON.stringify({ __type: type, ...text, TurkErrorCode: turkErrorCode }),
  )
}

const misread = (message: string): WireResponse =>
  jsonResponse(400, JSON.stringify({ __type: 'ValidationException', message }))

async function answerTo(
  world: World,
  name: string,
  request: WireRequest,
  party: Party,
): Promise<Answer> {
  try {
    const operation = operationFor(request, name)
    const input = decode(request.body, operation.input)
    const output = await call(world, operation, input, party)
    return [jsonResponse(200, encode(output as object, operation.output))]
  } catch (error) {
    const { status, body, cause } = refusal(error, world)
    const fault = body.TurkErrorCode ?? body.__type
    return [{ ...jsonResponse(status, JSON.stringify(body)), fault }, cause]
  }
}

/** The framework did not find the operation. */
class UnknownOperationException extends Error {}

function operationFor(request: WireRequest, name: string): Operation {
  const operation = known.get(name)
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

interface Refusal {
  readonly status: number
  readonly body: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** `Message` in errors of the service itself, `message` in the framework's (oracle §1). */
function refusal(error: unknown, world: World): Refusal {
  const timed = (message: string) => `${message} ${suffix(world)}`

  if (error instanceof RequestError) {
    const { name, message, turkErrorCode } = error
    const Message = error.timed ? timed(message) : message
    return { status: 400, body: { __type: name, Message, TurkErrorCode: turkErrorCode } }
  }
  if (error instanceof ParameterValidationError)
    return { status: 400, body: { __type: error.name, Message: timed(error.message) } }
  if (error instanceof ValidationException || error instanceof SerializationException)
    return { status: 400, body: { __type: error.name, message: error.message } }
  if (error instanceof UnknownOperationException)
    return { status: 400, body: { __type: 'UnknownOperationException' } }
  if (error instanceof InternalFailure)
    return { status: 500, body: { __type: error.name, message: error.message } }

  const { name, message, turkErrorCode, cause } = new ServiceFault(error)
  const body = { __type: name, Message: timed(message), TurkErrorCode: turkErrorCode }
  return { status: 500, body, cause }
}

/** Messages end in the server's time; the sandbox adds an s (captured). */
const suffix = ({ clock, environment }: World): string =>
  `(${clock.now().getTime()}${environment === 'sandbox' ? ' s' : ''})`

const jsonResponse = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body,
})

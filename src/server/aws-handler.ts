import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Random } from '../core/random.js'
import type { ApiCall } from '../mturk/api-call.js'
import type { MTurkService } from '../mturk/endpoint.js'
import { BodyConsumedError, BodyTooLargeError, readBody } from '../services/aws/body.js'
import type { AwsService, WireResponse } from '../services/aws/http.js'
import {
  bodyConsumed,
  bodyTooLarge,
  errorResponse,
  internalFailure,
  type WireError,
} from '../services/aws/wire-error.js'
import { isCertificatePath } from '../services/sns/certificate.js'
import type { ServiceName } from './action-tables.js'
import type { CallInProgress, StartedCall } from './call-observer.js'
import { type InjectFaults, operationLabel } from './fault-injection.js'
import { createLegacyResponse, isLegacyRequest, isLegacyTarget } from './legacy-api.js'
import type { Middleware } from './middleware.js'
import { type ParsedCall, parseCall } from './parse-call.js'

/** The services that answer on the port. */
export interface Services extends Readonly<Record<ServiceName, AwsService>> {
  readonly mturk: MTurkService
}

export interface CallRunnerOptions {
  readonly services: Services
  readonly injectFaults: InjectFaults
  /** Gets each call of MTurk, and each call of SQS and SNS into which a fault was injected. */
  readonly reportCall: (call: ApiCall) => void
  /** Milliseconds since an arbitrary instant. */
  readonly elapsedMs: () => number
  /** Resolves when what a call changed in the built-in receivers is on disk, if it is kept there. */
  readonly committed?: () => Promise<void> | undefined
}

/** Runs a call that is authenticated; `undefined` when the connection is to be cut without a response. */
export type RunCall = (call: ParsedCall) => Promise<WireResponse | undefined>

export interface AwsHandlerOptions {
  readonly authenticate: (call: ParsedCall) => WireError | undefined
  readonly runCall: RunCall
  readonly random: Random
  /** Of calls whose signature names none. */
  readonly region: string
  readonly version: string
  /** In bytes; a larger body is refused. */
  readonly maxBodyBytes: number
  /** Takes internal errors. */
  readonly report: (error: unknown, requestId?: string) => void
  readonly observeCall: (call: StartedCall) => CallInProgress
}

/** Answers AWS calls, and leaves every other request to the middleware behind it. */
export const awsHandler =
  (options: AwsHandlerOptions): Middleware =>
  (request, response, next) => {
    const url = splitUrl(request.url)
    if (!isAwsRequest(request, url)) return next()
    const requestId = options.random.uuid()
    if (request.method === 'OPTIONS')
      return respond(response, preflightResponse, requestId, options.version)
    handleCall(options, request, response, url, requestId).catch((error: unknown) => {
      options.report(error, requestId)
      if (response.headersSent) return response.destroy()
      const failure = errorResponse(internalFailure, request, requestId)
      respond(response, failure, requestId, options.version)
    })
  }

/** The steps of a call, in AWS's own order. */
async function handleCall(
  options: AwsHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { path, query }: SplitUrl,
  requestId: string,
): Promise<void> {
  const { method = 'POST', headers } = request
  const { traceparent, tracestate } = headers
  const observed = options.observeCall({
    requestId,
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    tracestate: typeof tracestate === 'string' ? tracestate : undefined,
  })
  const finish = (result: WireResponse | undefined, call?: ParsedCall) => {
    if (result) respond(response, result, requestId, options.version)
    else response.destroy()
    observed.complete({
      service: call?.service,
      operation: call?.operation,
      account: call?.account,
      status: result ? result.status : 0,
      errorCode: result ? result.errorCode : 'ConnectionDropped',
      hint: result?.hint,
    })
  }

  // Read the body.
  const body = await readBody(request, options.maxBodyBytes).catch((error: unknown) => error)
  if (body instanceof BodyTooLargeError)
    return finish(errorResponse(bodyTooLarge(options.maxBodyBytes), request, requestId))
  if (body instanceof BodyConsumedError) {
    options.report(body, requestId)
    return finish(errorResponse(bodyConsumed(body.message), request, requestId))
  }
  // The client disconnected while sending the body: there is nothing to answer.
  if (!Buffer.isBuffer(body)) return void response.destroy()

  const wireRequest = { method, path, query, headers, body }
  if (isLegacyRequest(wireRequest)) return finish(createLegacyResponse(requestId))

  // Parse the call, once for all that follows.
  const call = parseCall(wireRequest, {
    requestId,
    traceparent: observed.traceparent,
    defaultRegion: options.region,
    signal: () => abortOnClose(response),
    isConnected: () => !response.destroyed,
  })

  // Authenticate the caller, and refuse the pages of other sites.
  const refusal = options.authenticate(call)
  if (refusal) return finish(errorResponse(refusal, request, requestId), call)

  // Inject faults, route to the service, report the call.
  const result = await options.runCall(call).catch((error: unknown) => {
    options.report(error, requestId)
    return errorResponse(internalFailure, request, requestId)
  })

  // Respond.
  finish(result, call)
}

/** The part of the way that a call from the control API takes too: it comes without a signature. */
export const createCallRunner =
  ({ services, injectFaults, reportCall, committed, elapsedMs }: CallRunnerOptions): RunCall =>
  async (call) => {
    const startedAt = elapsedMs()
    const { answer, faults } = await injectFaults(call, (requestFaults) =>
      // The service reads its input, runs the operation and serializes the result.
      services[call.service!](call, requestFaults),
    )
    const written = committed?.()
    if (written) await written
    if (call.service === 'mturk' || faults)
      reportCall({
        operation: operationLabel(call),
        account: call.account,
        requestId: call.requestId,
        status: answer ? answer.status : 0,
        milliseconds: elapsedMs() - startedAt,
        errorCode: answer ? answer.errorCode : 'ConnectionDropped',
        request: call.body.toString(),
        response: String(answer ? answer.body : ''),
        faults,
        cause: answer?.cause,
      })
    return answer
  }

function respond(
  response: ServerResponse,
  { status, headers, body }: WireResponse,
  requestId: string,
  version: string,
): void {
  if (response.destroyed || response.headersSent) return
  // A list of names and values: Node takes it as it is, and an object has a new shape each time.
  const fields = [
    'x-amzn-RequestId',
    requestId,
    'access-control-allow-origin',
    '*',
    'access-control-expose-headers',
    '*',
    // In every response, so that it is never taken for Amazon's.
    'x-mturk-local',
    version,
  ]
  for (const name in headers) fields.push(name, headers[name]!)
  fields.push('content-length', String(Buffer.byteLength(body)))
  // The service closes the connection after an error (captured).
  if (status >= 400) fields.push('connection', 'close')
  response.writeHead(status, fields)
  response.end(body)
}

const preflightResponse: WireResponse = {
  status: 200,
  headers: {
    'access-control-allow-methods': 'POST, GET, HEAD, OPTIONS',
    'access-control-allow-headers': '*, authorization',
    'access-control-max-age': '86400',
  },
  body: '',
}

export interface SplitUrl {
  readonly path: string
  readonly query: string
}

export function splitUrl(url = '/'): SplitUrl {
  const mark = url.indexOf('?')
  return mark < 0
    ? { path: url, query: '' }
    : { path: url.slice(0, mark), query: url.slice(mark + 1) }
}

/** Every request that does not come from a browser: a call names its target, is signed, or has an `Action`. */
function isAwsRequest({ method, headers }: IncomingMessage, { path, query }: SplitUrl): boolean {
  if (headers['x-amz-target'] !== undefined || isLegacyTarget(headers, query)) return true
  if (/^\/(console|worker|mturk|_mturk)(\/|$)/.test(path)) return false
  if (method === 'GET' || method === 'HEAD')
    return /(^|&)(Action|X-Amz-Signature)=/.test(query) || isCertificatePath(path)
  return true
}

/** Every response closes; if it has not ended by then, the client has disconnected. */
function abortOnClose(response: ServerResponse): AbortSignal {
  const abortController = new AbortController()
  const onClose = () => response.writableEnded || abortController.abort()
  if (response.destroyed) onClose()
  else response.on('close', onClose)
  return abortController.signal
}

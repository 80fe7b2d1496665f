import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Random } from '../core/random.js'
import { readBody, BodyTooLargeError } from '../services/aws/body.js'
import {
  bodyTooLarge,
  errorResponse,
  internalFailure,
  unknownOperation,
  type WireError,
} from '../services/aws/wire-error.js'
import {
  accountFromAccessKey,
  type RequestSignature,
  parseSignature,
} from '../services/aws/sigv4.js'
import {
  type AwsCaller,
  ConnectionDroppedError,
  type WireRequest,
  type WireResponse,
  type AwsService,
} from '../services/aws/http.js'
import type { StartedCall, CallInProgress } from './call-observer.js'

/** The services of Amazon's that answer on the one port. */
export interface Services {
  readonly mturk: AwsService
  readonly sqs: AwsService
  readonly sns: AwsService
}

export interface AwsHandlerOptions {
  readonly services: Services
  /** Console, worker site and control API; loaded when first asked for. */
  readonly pages: () => Promise<RequestListener>
  /** Refuses a call whose key or signature is not good, or that needs one and has none. */
  readonly authenticate: (
    request: WireRequest,
    signature: RequestSignature | undefined,
    service: keyof Services,
  ) => WireError | undefined
  readonly random: Random
  readonly region: string
  readonly version: string
  /** Bytes of a body; a larger one is refused. */
  readonly maxBodyBytes: number
  /** Hears what went wrong inside. */
  readonly report: (error: unknown, requestId?: string) => void
  /** Watches a call from here to its answer. */
  readonly observeCall: (call: StartedCall) => CallInProgress
}

/**
 * The one port: tells an MTurk call from an SQS call from an SNS call from a page, and answers
 * each in its own way.
 */
export function awsHandler(options: AwsHandlerOptions): RequestListener {
  return (incoming, outgoing) => {
    handleRequest(options, incoming, outgoing).catch((error: unknown) => {
      options.report(error)
      if (outgoing.headersSent) outgoing.destroy()
      else
        writeResponse(outgoing, errorResponse(internalFailure, incoming, 'none'), options, 'none')
    })
  }
}

async function handleRequest(
  options: AwsHandlerOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s, 2)
  if (!isAwsCall(incoming, path, query)) {
    const pages = await options.pages()
    if (requestsUpgrade(incoming)) await readBody(incoming, options.maxBodyBytes).catch(() => {})
    return pages(incoming, outgoing)
  }

  const requestId = options.random.uuid()
  if (incoming.method === 'OPTIONS') {
    const preflightResponse = { status: 200, headers: preflightHeaders, body: '' }
    return writeResponse(outgoing, preflightResponse, options, requestId)
  }
  const callInProgress = options.observeCall({ requestId, ...readTraceContext(incoming.headers) })
  const send = (response: WireResponse, details: Partial<ParsedCall> = {}) => {
    writeResponse(outgoing, response, options, requestId)
    callInProgress.complete({ ...details, status: response.status, errorCode: response.errorCode })
  }

  const body = await readBody(incoming, options.maxBodyBytes).catch((error: unknown) => error)
  if (body instanceof BodyTooLargeError)
    return send(errorResponse(bodyTooLarge(options.maxBodyBytes), incoming, requestId))
  // Whoever went away in the middle of a body is nobody to answer.
  if (!Buffer.isBuffer(body)) return void outgoing.destroy()

  const { method = 'POST', headers } = incoming
  let abortSignal: AbortSignal | undefined
  const request: WireRequest = {
    method,
    path,
    query,
    headers,
    body,
    // Most calls are answered long before anybody could go, and never ask.
    get signal() {
      abortSignal ??= abortOnClose(outgoing)
      return abortSignal
    },
  }
  const parsedCall = parseCall(request)
  const { traceparent } = callInProgress
  const response = await dispatchCall(options, request, {
    ...parsedCall,
    requestId,
    traceparent,
  }).catch((error: unknown) => {
    if (error instanceof ConnectionDroppedError) return error
    options.report(error, requestId)
    return errorResponse(internalFailure, request, requestId)
  })
  if (!(response instanceof ConnectionDroppedError)) return send(response, parsedCall)
  outgoing.destroy()
  callInProgress.complete({ ...parsedCall, status: 0, errorCode: response.name })
}

/** Every answer closes; whoever went away did so before it was given. */
function abortOnClose(outgoing: ServerResponse): AbortSignal {
  const abortController = new AbortController()
  const onClose = () => outgoing.writableEnded || abortController.abort()
  if (outgoing.destroyed) onClose()
  else outgoing.on('close', onClose)
  return abortController.signal
}

/**
 * Java's client asks each server for HTTP/2 with its first call. Node goes on in HTTP/1.1, but loses
 * the next call where that comes in one piece with this one's body, as it does when a client has its
 * answer before it has sent the body. So none has where nobody reads the body.
 */
const requestsUpgrade = ({ method, headers }: IncomingMessage): boolean =>
  headers.upgrade !== undefined && /^(GET|HEAD|DELETE)$/.test(method ?? '')

/** What of W3C Trace Context a caller sends. */
const readTraceContext = ({ traceparent, tracestate }: IncomingMessage['headers']) => ({
  traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  tracestate: typeof tracestate === 'string' ? tracestate : undefined,
})

/** Everything that is not a browser's: a call names its target, is signed, or has an `Action`. */
function isAwsCall({ method, headers }: IncomingMessage, path: string, query: string): boolean {
  if (headers['x-amz-target'] !== undefined) return true
  if (/^\/(console|worker|mturk|_mturk)(\/|$)/.test(path)) return false
  if (method === 'GET' || method === 'HEAD')
    return /(^|&)(Action|X-Amz-Signature)=/.test(query) || isCertificate.test(path)
  return true
}

const isCertificate = /^\/SimpleNotificationService-[0-9a-f]+\.pem$/

/** Whose call it is, and what for. */
interface ParsedCall {
  readonly signature: RequestSignature | undefined
  readonly account: string
  readonly service: keyof Services | undefined
  /** As the caller spells it. */
  readonly operation: string | undefined
}

function parseCall(request: WireRequest): ParsedCall {
  const signature = parseSignature(request)
  return {
    signature,
    account: accountFromAccessKey(signature?.accessKeyId ?? ''),
    service: resolveService(request, signature),
    operation: parseOperation(request),
  }
}

function parseOperation({ method, headers, query, body }: WireRequest): string | undefined {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.split('.')[1]
  const form = method === 'POST' ? body.toString() : query
  return /(?:^|&)Action=(\w+)/.exec(form)?.[1]
}

async function dispatchCall(
  options: AwsHandlerOptions,
  request: WireRequest,
  {
    signature,
    account,
    service,
    requestId,
    traceparent,
  }: ParsedCall & { requestId: string; traceparent?: string },
): Promise<WireResponse> {
  const error = service ? options.authenticate(request, signature, service) : unknownOperation
  if (!service || error) return errorResponse(error ?? unknownOperation, request, requestId)

  const caller: AwsCaller = { account, region: signature?.region || options.region, traceparent }
  return options.services[service](request, caller, requestId)
}

/** By the target, else by the scope of the signature, else by the form's `Action`. */
function resolveService(
  request: WireRequest,
  signature: RequestSignature | undefined,
): keyof Services | undefined {
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') {
    if (target.startsWith('MTurkRequesterService')) return 'mturk'
    return target.startsWith('AmazonSQS.') ? 'sqs' : undefined
  }
  if (isCertificate.test(request.path)) return 'sns'
  if (signature?.service === 'sqs' || signature?.service === 'sns') return signature.service
  if (signature?.service === 'mturk-requester') return 'mturk'

  const form = new URLSearchParams(
    request.method === 'POST' ? request.body.toString() : request.query,
  )
  const action = form.get('Action')
  if (action === null) return undefined
  return snsActionPattern.test(action) || form.has('TopicArn') ? 'sns' : 'sqs'
}

const snsActionPattern = /Topic|Subscri|Publish|(Tag|Untag|TagsFor)Resource/

const preflightHeaders = {
  'access-control-allow-methods': 'POST, GET, HEAD, OPTIONS',
  'access-control-allow-headers': '*, authorization',
  'access-control-max-age': '86400',
}

function writeResponse(
  outgoing: ServerResponse,
  { status, headers, body }: WireResponse,
  { version }: AwsHandlerOptions,
  requestId: string,
): void {
  if (outgoing.destroyed) return
  outgoing.writeHead(status, {
    'x-amzn-RequestId': requestId,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
    // Said in every answer, so that nobody takes this for Amazon.
    'x-mturk-local': version,
    ...headers,
    'content-length': Buffer.byteLength(body),
    // The service closes the connection after an error (captured).
    ...(status >= 400 && { connection: 'close' }),
  })
  outgoing.end(body)
}

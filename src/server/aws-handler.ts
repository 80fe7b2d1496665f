import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Random } from '../core/random.js'
import { readBody, TooLarge } from '../services/aws/body.js'
import {
  bodyTooLarge,
  faultResponse,
  internalFailure,
  unknownOperation,
  type WireFault,
} from '../services/aws/fault.js'
import { accountOf, type Claim, claimOf } from '../services/aws/signature.js'
import {
  type Caller,
  NoAnswer,
  type WireRequest,
  type WireResponse,
  type WireService,
} from '../services/aws/wire.js'
import type { CallBegun, CallUnderWay } from './call-observer.js'

/** The services of Amazon's that answer on the one port. */
export interface Services {
  readonly mturk: WireService
  readonly sqs: WireService
  readonly sns: WireService
}

export interface EdgeOptions {
  readonly services: Services
  /** Console, worker site and control API; loaded when first asked for. */
  readonly pages: () => Promise<RequestListener>
  /** Refuses a call whose key or signature is not good, or that needs one and has none. */
  readonly authenticate: (
    request: WireRequest,
    claim: Claim | undefined,
    service: keyof Services,
  ) => WireFault | undefined
  readonly random: Random
  readonly region: string
  readonly version: string
  /** Bytes of a body; a larger one is refused. */
  readonly longestBody: number
  /** Hears what went wrong inside. */
  readonly report: (error: unknown, requestId?: string) => void
  /** Watches a call from here to its answer. */
  readonly watch: (call: CallBegun) => CallUnderWay
}

/**
 * The one port: tells an MTurk call from an SQS call from an SNS call from a page, and answers
 * each in its own way.
 */
export function edge(options: EdgeOptions): RequestListener {
  return (incoming, outgoing) => {
    serve(options, incoming, outgoing).catch((error: unknown) => {
      options.report(error)
      if (outgoing.headersSent) outgoing.destroy()
      else respond(outgoing, faultResponse(internalFailure, incoming, 'none'), options, 'none')
    })
  }
}

async function serve(
  options: EdgeOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s, 2)
  if (!isWireCall(incoming, path, query)) {
    const pages = await options.pages()
    if (asksToUpgrade(incoming)) await readBody(incoming, options.longestBody).catch(() => {})
    return pages(incoming, outgoing)
  }

  const requestId = options.random.uuid()
  if (incoming.method === 'OPTIONS') {
    const answer = { status: 200, headers: preflight, body: '' }
    return respond(outgoing, answer, options, requestId)
  }
  const called = options.watch({ requestId, ...traceIn(incoming.headers) })
  const send = (response: WireResponse, by: Partial<Called> = {}) => {
    respond(outgoing, response, options, requestId)
    called.answered({ ...by, status: response.status, fault: response.fault })
  }

  const body = await readBody(incoming, options.longestBody).catch((error: unknown) => error)
  if (body instanceof TooLarge)
    return send(faultResponse(bodyTooLarge(options.longestBody), incoming, requestId))
  // Whoever went away in the middle of a body is nobody to answer.
  if (!Buffer.isBuffer(body)) return void outgoing.destroy()

  const { method = 'POST', headers } = incoming
  let gone: AbortSignal | undefined
  const request: WireRequest = {
    method,
    path,
    query,
    headers,
    body,
    // Most calls are answered long before anybody could go, and never ask.
    get gone() {
      gone ??= goneFrom(outgoing)
      return gone
    },
  }
  const by = calledBy(request)
  const { traceparent } = called
  const response = await answer(options, request, { ...by, requestId, traceparent }).catch(
    (error: unknown) => {
      if (error instanceof NoAnswer) return error
      options.report(error, requestId)
      return faultResponse(internalFailure, request, requestId)
    },
  )
  if (!(response instanceof NoAnswer)) return send(response, by)
  outgoing.destroy()
  called.answered({ ...by, status: 0, fault: response.name })
}

/** Every answer closes; whoever went away did so before it was given. */
function goneFrom(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController()
  const closed = () => outgoing.writableEnded || gone.abort()
  if (outgoing.destroyed) closed()
  else outgoing.on('close', closed)
  return gone.signal
}

/**
 * Java's client asks each server for HTTP/2 with its first call. Node goes on in HTTP/1.1, but loses
 * the next call where that comes in one piece with this one's body, as it does when a client has its
 * answer before it has sent the body. So none has where nobody reads the body.
 */
const asksToUpgrade = ({ method, headers }: IncomingMessage): boolean =>
  headers.upgrade !== undefined && /^(GET|HEAD|DELETE)$/.test(method ?? '')

/** What of W3C Trace Context a caller sends. */
const traceIn = ({ traceparent, tracestate }: IncomingMessage['headers']) => ({
  traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  tracestate: typeof tracestate === 'string' ? tracestate : undefined,
})

/** Everything that is not a browser's: a call names its target, is signed, or has an `Action`. */
function isWireCall({ method, headers }: IncomingMessage, path: string, query: string): boolean {
  if (headers['x-amz-target'] !== undefined) return true
  if (/^\/(console|worker|mturk|_mturk)(\/|$)/.test(path)) return false
  if (method === 'GET' || method === 'HEAD')
    return /(^|&)(Action|X-Amz-Signature)=/.test(query) || isCertificate.test(path)
  return true
}

const isCertificate = /^\/SimpleNotificationService-[0-9a-f]+\.pem$/

/** Whose call it is, and what for. */
interface Called {
  readonly claim: Claim | undefined
  readonly account: string
  readonly service: keyof Services | undefined
  /** As the caller spells it. */
  readonly operation: string | undefined
}

function calledBy(request: WireRequest): Called {
  const claim = claimOf(request)
  return {
    claim,
    account: accountOf(claim?.accessKeyId ?? ''),
    service: serviceOf(request, claim),
    operation: operationOf(request),
  }
}

function operationOf({ method, headers, query, body }: WireRequest): string | undefined {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.split('.')[1]
  const form = method === 'POST' ? body.toString() : query
  return /(?:^|&)Action=(\w+)/.exec(form)?.[1]
}

async function answer(
  options: EdgeOptions,
  request: WireRequest,
  {
    claim,
    account,
    service,
    requestId,
    traceparent,
  }: Called & { requestId: string; traceparent?: string },
): Promise<WireResponse> {
  const fault = service ? options.authenticate(request, claim, service) : unknownOperation
  if (!service || fault) return faultResponse(fault ?? unknownOperation, request, requestId)

  const caller: Caller = { account, region: claim?.region || options.region, traceparent }
  return options.services[service](request, caller, requestId)
}

/** By the target, else by the scope of the signature, else by the form's `Action`. */
function serviceOf(request: WireRequest, claim: Claim | undefined): keyof Services | undefined {
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') {
    if (target.startsWith('MTurkRequesterService')) return 'mturk'
    return target.startsWith('AmazonSQS.') ? 'sqs' : undefined
  }
  if (isCertificate.test(request.path)) return 'sns'
  if (claim?.service === 'sqs' || claim?.service === 'sns') return claim.service
  if (claim?.service === 'mturk-requester') return 'mturk'

  const form = new URLSearchParams(
    request.method === 'POST' ? request.body.toString() : request.query,
  )
  const action = form.get('Action')
  if (action === null) return undefined
  return topicActions.test(action) || form.has('TopicArn') ? 'sns' : 'sqs'
}

const topicActions = /Topic|Subscri|Publish|(Tag|Untag|TagsFor)Resource/

const preflight = {
  'access-control-allow-methods': 'POST, GET, HEAD, OPTIONS',
  'access-control-allow-headers': '*, authorization',
  'access-control-max-age': '86400',
}

function respond(
  outgoing: ServerResponse,
  { status, headers, body }: WireResponse,
  { version }: EdgeOptions,
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

import type { IncomingHttpHeaders } from 'node:http'
import { faultHeader } from '../faults/request-header.js'
import type { AwsCall, WireRequest } from '../services/aws/http.js'
import { noParams, parseQueryParams, type QueryParams } from '../services/aws/query.js'
import {
  accountFromAccessKey,
  parseSignature,
  type RequestSignature,
} from '../services/aws/sigv4.js'
import { isCertificatePath } from '../services/sns/certificate.js'
import { isOperation, type ServiceName } from './action-tables.js'

export interface ParsedCall extends AwsCall {
  readonly service: ServiceName | undefined
}

/** What the request itself does not hold. */
export interface CallContext
  extends Pick<AwsCall, 'requestId' | 'traceparent' | 'signal' | 'isConnected'> {
  /** The region of a call whose signature names none. */
  readonly defaultRegion: string
}

/** Finds out once who calls, which service and operation is meant, and in which protocol. */
export function parseCall(
  { method, path, query, headers, body }: WireRequest,
  { requestId, traceparent, signal, isConnected, defaultRegion }: CallContext,
): ParsedCall {
  const signature = parseSignature({ headers, query })
  const account = accountFromAccessKey(signature?.accessKeyId ?? '')
  const region = signature?.region || defaultRegion
  const target = headers['x-amz-target']
  if (target !== undefined) {
    const { service, operation } = parseTarget(String(target))
    return {
      requestId,
      service,
      operation,
      protocol: 'json',
      params: noParams,
      account,
      region,
      signature,
      traceparent,
      method,
      path,
      query,
      headers,
      body,
      signal,
      isConnected,
    }
  }

  const hasForm = method !== 'GET' && method !== 'HEAD'
  const params = parseQueryParams(query, hasForm ? body.toString() : '')
  const operation = params.get('Action') ?? ''
  return {
    requestId,
    service: resolveService(path, signature, operation, params),
    operation,
    protocol: 'query',
    params,
    account,
    region,
    signature,
    traceparent,
    method,
    path,
    query,
    headers,
    body,
    signal,
    isConnected,
  }
}

const mturkTarget = 'MTurkRequesterServiceV20170117.'
const sqsTarget = 'AmazonSQS.'

/** An operation of another version of MTurk's API is unknown, and is named with that version. */
function parseTarget(target: string): {
  readonly service: ServiceName | undefined
  readonly operation: string
} {
  if (target.startsWith(mturkTarget))
    return { service: 'mturk', operation: target.slice(mturkTarget.length) }
  if (target.startsWith(sqsTarget))
    return { service: 'sqs', operation: target.slice(sqsTarget.length) }
  return {
    service: target.startsWith('MTurkRequesterService') ? 'mturk' : undefined,
    operation: target,
  }
}

/**
 * By the scope of the signature; without one by the service that alone has the action; for an action
 * that several have, or none, by what the call is about.
 */
function resolveService(
  path: string,
  signature: RequestSignature | undefined,
  action: string,
  params: QueryParams,
): ServiceName | undefined {
  if (isCertificatePath(path)) return 'sns'
  const scope = signature && scopes.get(signature.service)
  if (scope) return scope
  if (!params.has('Action')) return undefined
  if (isOperation('sts', action)) return 'sts'

  const inSqs = isOperation('sqs', action)
  const inSns = isOperation('sns', action)
  if (inSqs !== inSns) return inSqs ? 'sqs' : 'sns'
  if (!inSqs && isOperation('mturk', action)) return 'mturk'
  return isAboutTopic(path, params) ? 'sns' : 'sqs'
}

/** The names that services have in the scope of a signature. */
export const scopeNames: Readonly<Record<ServiceName, string>> = {
  mturk: 'mturk-requester',
  sqs: 'sqs',
  sns: 'sns',
  sts: 'sts',
}

const scopes: ReadonlyMap<string, ServiceName> = new Map(
  Object.entries(scopeNames).map(([service, scope]) => [scope, service as ServiceName]),
)

/** A call about a queue names it by `QueueUrl` or by its path; `ResourceArn` is a parameter of SNS. */
const isAboutTopic = (path: string, params: QueryParams): boolean =>
  !params.has('QueueUrl') &&
  path.length <= 1 &&
  (params.has('TopicArn') || params.has('SubscriptionArn') || params.has('ResourceArn'))

export interface MTurkCallInput {
  readonly operation: string
  readonly input: object
  readonly account: string
  readonly region: string
  readonly requestId: string
  /** Of the control request: its fault rules, and the address by which it came. */
  readonly requestHeaders: IncomingHttpHeaders
  readonly signal: AbortSignal
}

/** A call of MTurk that did not come over the wire. */
export const createMTurkCall = ({
  operation,
  input,
  account,
  region,
  requestId,
  requestHeaders: { host, 'x-forwarded-proto': scheme, [faultHeader]: faultRules },
  signal,
}: MTurkCallInput): ParsedCall => ({
  requestId,
  service: 'mturk',
  operation,
  protocol: 'json',
  params: noParams,
  account,
  region,
  signature: undefined,
  traceparent: undefined,
  method: 'POST',
  path: '/',
  query: '',
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-forwarded-proto': scheme,
    [faultHeader]: faultRules,
  },
  body: Buffer.from(JSON.stringify(input)),
  signal: () => signal,
  isConnected: () => !signal.aborted,
})

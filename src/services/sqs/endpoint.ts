import type { AwsCaller, AwsService, WireRequest, WireResponse } from '../aws/http.js'
import type { SqsRequestContext } from './action.js'
import { sqsActions } from './actions.js'
import { SqsError } from './errors.js'
import { jsonError, jsonResult, parseJsonCall } from './json-protocol.js'
import { parseQueryCall, queryError, queryResult } from './query-protocol.js'
import type { Queue, QueueDependencies } from './queue.js'
import type { Queues } from './queues.js'

export interface SqsEndpointOptions extends Pick<QueueDependencies, 'clock'> {
  /** The base of queue URLs for a request without a Host header. */
  readonly baseUrl: () => string
}

/** The wire endpoint of SQS, in the JSON protocol and in the older query protocol. */
export const createSqsEndpoint =
  (queues: Queues, options: SqsEndpointOptions): AwsService =>
  async (request, caller, requestId) => {
    const isJson = request.headers['x-amz-target'] !== undefined
    try {
      const { action, input } = isJson ? parseJsonCall(request) : parseQueryCall(request)
      const handler = Object.hasOwn(sqsActions, action) ? sqsActions[action] : undefined
      if (!handler) return unknownActionResponse(isJson, action, requestId)
      const result = await handler(input, createContext(queues, options, request, caller))
      return isJson ? jsonResult(result) : queryResult(action, result, requestId)
    } catch (error) {
      if (!(error instanceof SqsError)) throw error
      return isJson ? jsonError(error) : queryError(error, requestId)
    }
  }

const createContext = (
  queues: Queues,
  { clock, baseUrl }: SqsEndpointOptions,
  request: WireRequest,
  { account, region }: AwsCaller,
): SqsRequestContext => ({
  queues,
  account,
  region,
  now: clock.now(),
  // Created on first use: only long polls need it.
  get signal() {
    return request.signal
  },
  // With the host of the request, so that a container gets URLs that it can reach.
  buildQueueUrl: ({ id }: Queue) =>
    `${getRequestOrigin(request.headers) ?? baseUrl()}/${id.account}/${id.name}`,
})

/** A proxy that terminates TLS, such as `mturk-local exec`, sets X-Forwarded-Proto. */
const getRequestOrigin = ({ host, 'x-forwarded-proto': scheme }: WireRequest['headers']) =>
  host && `${scheme === 'https' ? 'https' : 'http'}://${host}`

function unknownActionResponse(isJson: boolean, action: string, requestId: string): WireResponse {
  const message = `The action ${action} is not valid for this endpoint.`
  return isJson
    ? jsonError(new SqsError('UnknownOperationException', message))
    : queryError(new SqsError('InvalidAction', message), requestId)
}

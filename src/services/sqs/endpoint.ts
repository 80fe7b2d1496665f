import type { AwsCaller, WireRequest, WireResponse, AwsService } from '../aws/http.js'
import type { SqsRequestContext } from './action.js'
import { sqsActions } from './actions.js'
import { SqsError } from './errors.js'
import { parseJsonCall, jsonError, jsonResult } from './json-protocol.js'
import { parseQueryCall, queryError, queryResult } from './query-protocol.js'
import type { Queue, QueueDependencies } from './queue.js'
import type { Queues } from './queues.js'

export interface SqsEndpointOptions extends Pick<QueueDependencies, 'clock'> {
  /** What queue URLs begin with for a caller who names no host. */
  readonly baseUrl: () => string
}

/** SQS over the wire, in its JSON protocol and in the older query protocol. */
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
  // Made when asked for: only who waits for messages does.
  get signal() {
    return request.signal
  },
  // The caller's own name for this port, so that a container gets URLs that it can reach.
  buildQueueUrl: ({ id }: Queue) =>
    `${getRequestOrigin(request.headers) ?? baseUrl()}/${id.account}/${id.name}`,
})

/** Whoever takes TLS off on the way, a balancer or `mturk-local exec`, says that it was there. */
const getRequestOrigin = ({ host, 'x-forwarded-proto': scheme }: WireRequest['headers']) =>
  host && `${scheme === 'https' ? 'https' : 'http'}://${host}`

function unknownActionResponse(isJson: boolean, action: string, requestId: string): WireResponse {
  const message = `The action ${action} is not valid for this endpoint.`
  return isJson
    ? jsonError(new SqsError('UnknownOperationException', message))
    : queryError(new SqsError('InvalidAction', message), requestId)
}

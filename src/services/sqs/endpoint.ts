import type { Caller, WireRequest, WireResponse, WireService } from '../aws/wire.js'
import type { Setting } from './action.js'
import { actions } from './actions.js'
import { QueueFault } from './fault.js'
import { jsonCall, jsonFault, jsonResult } from './json-protocol.js'
import { queryCall, queryFault, queryResult } from './query-protocol.js'
import type { Queue, QueueNeeds } from './queue.js'
import type { Queues } from './queues.js'

export interface EndpointOptions extends Pick<QueueNeeds, 'clock'> {
  /** What queue URLs begin with for a caller who names no host. */
  readonly baseUrl: () => string
}

/** SQS over the wire, in its JSON protocol and in the older query protocol. */
export const queuesEndpoint =
  (queues: Queues, options: EndpointOptions): WireService =>
  async (request, caller, requestId) => {
    const isJson = request.headers['x-amz-target'] !== undefined
    try {
      const { action, input } = isJson ? jsonCall(request) : queryCall(request)
      const deed = Object.hasOwn(actions, action) ? actions[action] : undefined
      if (!deed) return unknownAction(isJson, action, requestId)
      const result = await deed(input, settingOf(queues, options, request, caller))
      return isJson ? jsonResult(result) : queryResult(action, result, requestId)
    } catch (error) {
      if (!(error instanceof QueueFault)) throw error
      return isJson ? jsonFault(error) : queryFault(error, requestId)
    }
  }

const settingOf = (
  queues: Queues,
  { clock, baseUrl }: EndpointOptions,
  request: WireRequest,
  { account, region }: Caller,
): Setting => ({
  queues,
  account,
  region,
  now: clock.now(),
  // Made when asked for: only who waits for messages does.
  get gone() {
    return request.gone
  },
  // The caller's own name for this port, so that a container gets URLs that it can reach.
  urlOf: ({ id }: Queue) => `${originIn(request.headers) ?? baseUrl()}/${id.account}/${id.name}`,
})

/** Whoever takes TLS off on the way, a balancer or `mturk-local exec`, says that it was there. */
const originIn = ({ host, 'x-forwarded-proto': scheme }: WireRequest['headers']) =>
  host && `${scheme === 'https' ? 'https' : 'http'}://${host}`

function unknownAction(isJson: boolean, action: string, requestId: string): WireResponse {
  const message = `The action ${action} is not valid for this endpoint.`
  return isJson
    ? jsonFault(new QueueFault('UnknownOperationException', message))
    : queryFault(new QueueFault('InvalidAction', message), requestId)
}

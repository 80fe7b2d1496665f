import type { AwsCall, AwsService, WireResponse } from '../aws/http.js'
import { type ResolveOrigin, readRequestOrigin } from '../aws/request-origin.js'
import { readTraceHeader } from '../aws/trace-header.js'
import type { SqsRequestContext } from './action.js'
import { sqsActions } from './actions.js'
import { SqsError } from './errors.js'
import { jsonError, jsonResult, parseJsonInput } from './json-protocol.js'
import { acceptsJson, queryJsonError, queryJsonResult } from './query-json.js'
import { parseQueryInput, queryError, queryResult } from './query-protocol.js'
import type { Queue } from './queue.js'
import type { Queues } from './queues.js'

interface SqsEndpointOptions {
  /** The beginning of queue URLs. */
  readonly baseUrl: ResolveOrigin
}

/** The wire endpoint of SQS, in the JSON protocol and in the older query protocol. */
export const createSqsEndpoint =
  (queues: Queues, options: SqsEndpointOptions): AwsService =>
  async (call) => {
    const { operation, requestId, path } = call
    const isJson = call.protocol === 'json'
    const format = isJson ? jsonFormat : acceptsJson(call.headers.accept) ? queryJson : queryXml
    if (!isJson && queuePath.test(path)) {
      if (operation === '') return missingActionResponse()
      if (endpointActions.has(operation)) return unknownActionResponse(format, operation, requestId)
    }
    try {
      const input = isJson ? parseJsonInput(call.body) : parseQueryInput(path, call.params)
      const action = Object.hasOwn(sqsActions, operation) ? sqsActions[operation] : undefined
      if (!action) return unknownActionResponse(format, operation, requestId)
      const result = await action(input, createContext(queues, options, call))
      return format.result(operation, result, requestId)
    } catch (error) {
      if (!(error instanceof SqsError)) throw error
      return format.error(error, requestId)
    }
  }

/** How responses are written. */
interface ResponseFormat {
  readonly result: (action: string, result: object, requestId: string) => WireResponse
  readonly error: (error: SqsError, requestId: string) => WireResponse
  /** The code of an action that does not exist. */
  readonly unknownAction: string
}

const jsonFormat: ResponseFormat = {
  result: (_, result) => jsonResult(result),
  error: jsonError,
  unknownAction: 'UnknownOperationException',
}
const queryXml: ResponseFormat = {
  result: queryResult,
  error: queryError,
  unknownAction: 'InvalidAction',
}
const queryJson: ResponseFormat = {
  result: queryJsonResult,
  error: queryJsonError,
  unknownAction: 'InvalidAction',
}

const queuePath = /^\/\d{12}\/[^/]+$/

/** Actions that a queue's URL does not have (captured: test_get_create_queue_fails). */
const endpointActions: ReadonlySet<string> = new Set(['CreateQueue', 'ListQueues'])

/** XML whatever the client accepts (captured: test_get_without_query_returns_unknown_operation). */
const missingActionResponse = (): WireResponse => ({
  status: 404,
  headers: { 'content-type': 'text/xml' },
  body: '<UnknownOperationException/>\n',
  errorCode: 'UnknownOperationException',
})

const createContext = (
  queues: Queues,
  { baseUrl }: SqsEndpointOptions,
  { account, region, signal, isConnected, headers }: AwsCall,
): SqsRequestContext => ({
  queues,
  account,
  region,
  traceHeader: readTraceHeader(headers),
  signal,
  isConnected,
  buildQueueUrl: ({ id }: Queue) =>
    `${baseUrl(readRequestOrigin(headers))}/${id.account}/${id.name}`,
})

const unknownActionResponse = (
  { error, unknownAction }: ResponseFormat,
  action: string,
  requestId: string,
): WireResponse =>
  error(
    new SqsError(unknownAction, `The action ${action} is not valid for this endpoint.`),
    requestId,
  )

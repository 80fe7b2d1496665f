import type { Timer } from '../core/timer.js'
import type { FaultInjector } from '../faults/faults.js'
import { intercept } from '../faults/intercept.js'
import type { FaultRule } from '../faults/rule.js'
import type { ApiCall } from '../mturk/api-call.js'
import { errorResponse, type WireError } from '../services/aws/wire-error.js'
import { ConnectionDroppedError, type WireRequest, type AwsService } from '../services/aws/http.js'

export interface FaultInjectionOptions {
  readonly faults: FaultInjector
  /** The wall's. */
  readonly timer: Timer
  readonly report: (call: ApiCall) => void
}

/** SQS or SNS, with calls that go wrong as the rules want it; the others pass as they are. */
export const withFaultInjection =
  (name: 'sqs' | 'sns', service: AwsService, options: FaultInjectionOptions): AwsService =>
  async (request, caller, requestId) => {
    const operation = () => `${name}:${parseAction(request)}`
    const { account } = caller
    const toResponse = (error: WireError) => errorResponse(error, request, requestId)
    const { answer, faults } = await intercept(options, {
      operation,
      account,
      requestId,
      request,
      run: () => service(request, caller, requestId),
      faultResponse: (fault) => toResponse(injectedErrors[name](fault, request)),
      invalidRulesResponse: (message) =>
        toResponse({ status: 400, code: 'ValidationException', message }),
    })
    if (faults)
      options.report({
        operation: operation(),
        account,
        requestId,
        status: answer?.status ?? 0,
        request: request.body.toString(),
        response: String(answer?.body ?? ''),
        faults,
      })
    if (!answer) throw new ConnectionDroppedError()
    return answer
  }

function parseAction({ headers, method, query, body }: WireRequest): string {
  const target = headers['x-amz-target']
  if (target !== undefined) return String(target).replace(/^AmazonSQS\./, '')
  return new URLSearchParams(method === 'GET' ? query : body.toString()).get('Action') ?? ''
}

/** As the services' models name them. */
const injectedErrors = {
  sqs: (fault: FaultRule, { headers }: WireRequest): WireError =>
    fault.what === 'throttle'
      ? {
          // What is a 403 in the older protocol is a 400 in JSON.
          status: headers['x-amz-target'] === undefined ? 403 : 400,
          code: 'RequestThrottled',
          message: 'The request was denied due to request throttling.',
        }
      : buildError(fault, 'InternalFailure'),
  sns: (fault: FaultRule): WireError =>
    fault.what === 'throttle'
      ? { status: 429, code: 'Throttled', message: 'Rate exceeded' }
      : buildError(fault, 'InternalError'),
}

/** A status of 5xx is what is worth another try. */
const buildError = ({ error, message = '' }: FaultRule, defaultCode: string): WireError => {
  const code = error ?? defaultCode
  return { status: /^Internal|Unavailable$/.test(code) ? 500 : 400, code, message }
}

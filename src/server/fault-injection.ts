import type { Timer } from '../core/timer.js'
import type { Faults } from '../faults/faults.js'
import { hindered } from '../faults/intercept.js'
import type { FaultRule } from '../faults/rule.js'
import type { CallReport } from '../mturk/api-call.js'
import { faultResponse, type WireFault } from '../services/aws/fault.js'
import { NoAnswer, type WireRequest, type WireService } from '../services/aws/wire.js'

export interface FaultyServiceOptions {
  readonly faults: Faults
  /** The wall's. */
  readonly timer: Timer
  readonly report: (call: CallReport) => void
}

/** SQS or SNS, with calls that go wrong as the rules want it; the others pass as they are. */
export const faultyService =
  (name: 'sqs' | 'sns', service: WireService, options: FaultyServiceOptions): WireService =>
  async (request, caller, requestId) => {
    const operation = () => `${name}:${actionOf(request)}`
    const { account } = caller
    const refused = (fault: WireFault) => faultResponse(fault, request, requestId)
    const { answer, faults } = await hindered(options, {
      operation,
      account,
      requestId,
      request,
      run: () => service(request, caller, requestId),
      refuse: (fault) => refused(refusals[name](fault, request)),
      misread: (message) => refused({ status: 400, code: 'ValidationException', message }),
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
    if (!answer) throw new NoAnswer()
    return answer
  }

function actionOf({ headers, method, query, body }: WireRequest): string {
  const target = headers['x-amz-target']
  if (target !== undefined) return String(target).replace(/^AmazonSQS\./, '')
  return new URLSearchParams(method === 'GET' ? query : body.toString()).get('Action') ?? ''
}

/** As the services' models name them. */
const refusals = {
  sqs: (fault: FaultRule, { headers }: WireRequest): WireFault =>
    fault.what === 'throttle'
      ? {
          // What is a 403 in the older protocol is a 400 in JSON.
          status: headers['x-amz-target'] === undefined ? 403 : 400,
          code: 'RequestThrottled',
          message: 'The request was denied due to request throttling.',
        }
      : named(fault, 'InternalFailure'),
  sns: (fault: FaultRule): WireFault =>
    fault.what === 'throttle'
      ? { status: 429, code: 'Throttled', message: 'Rate exceeded' }
      : named(fault, 'InternalError'),
}

/** A status of 5xx is what is worth another try. */
const named = ({ error, message = '' }: FaultRule, byDefault: string): WireFault => {
  const code = error ?? byDefault
  return { status: /^Internal|Unavailable$/.test(code) ? 500 : 400, code, message }
}

import type { Timer } from '../core/timer.js'
import type { FaultInjector } from '../faults/faults.js'
import { type InterceptResult, intercept } from '../faults/intercept.js'
import { faultHeader } from '../faults/request-header.js'
import type { FaultRule } from '../faults/rule.js'
import type { WireResponse } from '../services/aws/http.js'
import { errorResponse, type WireError } from '../services/aws/wire-error.js'
import type { ParsedCall } from './parse-call.js'

export interface FaultInjectionOptions {
  readonly faults: FaultInjector
  /** Runs in real time, whatever the emulator's clock says. */
  readonly timer: Timer
  /** Aborted when the emulator stops. */
  readonly stopping: AbortSignal
  /** MTurk's own form of an error: it ends in MTurk's time. */
  readonly mturkError: (fault: FaultRule, operation: string) => WireResponse
}

/**
 * Runs a call, with the faults that the rules inject into it.
 *
 * @param run takes the rules that the request itself brings
 */
export type InjectFaults = (
  call: ParsedCall,
  run: (requestFaults: readonly FaultRule[] | undefined) => Promise<WireResponse>,
) => Promise<InterceptResult<WireResponse>>

export const createFaultInjection =
  ({ faults, timer, stopping, mturkError }: FaultInjectionOptions): InjectFaults =>
  async (call, run) => {
    const { headers, account, requestId } = call
    if (faults.isEmpty && headers[faultHeader] === undefined)
      return { answer: await run(undefined) }
    return intercept(
      { faults, timer, stopping },
      {
        operation: () => operationLabel(call),
        account,
        requestId,
        request: { headers, signal: call.signal() },
        run,
        faultResponse: (fault) =>
          call.service === 'mturk'
            ? mturkError(fault, call.operation)
            : errorResponse(injectedError(fault, call), call, requestId),
        invalidRulesResponse: (message) =>
          errorResponse({ status: 400, code: 'ValidationException', message }, call, requestId),
      },
    )
  }

/** How rules and the log of calls name an operation: `CreateHIT`, `sqs:SendMessage`. */
export const operationLabel = ({ service, operation }: ParsedCall): string =>
  service === 'mturk' ? operation : `${service}:${operation}`

/** The errors as the models of SQS and SNS name them. */
function injectedError(fault: FaultRule, { service, protocol }: ParsedCall): WireError {
  const {
    what,
    error = service === 'sns' ? 'InternalError' : 'InternalFailure',
    message = '',
  } = fault
  if (what !== 'throttle')
    // A status of 5xx has clients try again.
    return { status: /^Internal|Unavailable$/.test(error) ? 500 : 400, code: error, message }
  if (service === 'sns') return { status: 429, code: 'Throttled', message: 'Rate exceeded' }
  return {
    // The status is 403 in the query protocol and 400 in JSON.
    status: protocol === 'json' ? 400 : 403,
    code: 'RequestThrottled',
    message: 'The request was denied due to request throttling.',
  }
}

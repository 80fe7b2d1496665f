import { defaultAccount } from '../domain/account.js'
import type { LoggedCall } from '../server/control/call-log.js'
import { FunctionError } from '../services/lambda/errors.js'
import { parseFunctionArn } from '../services/lambda/function-arn.js'
import { describeInvocationError, type FinishedInvocation } from '../services/lambda/functions.js'

/** An invocation as the log of calls shows it; of one that did not reach its function, the status is 0. */
export function toLoggedCall(invocation: FinishedInvocation): LoggedCall {
  const { at, requestId, functionArn, type, payload, milliseconds, result, error } = invocation
  const isFailed = error !== undefined
  const hasReached = !isFailed || error instanceof FunctionError
  return {
    at,
    operation: `lambda:${parseFunctionArn(functionArn)?.name}`,
    account: parseFunctionArn(functionArn)?.account ?? defaultAccount,
    requestId,
    status: !hasReached ? 0 : type === 'Event' ? 202 : 200,
    milliseconds,
    errorCode: error instanceof FunctionError ? error.payload.errorType : (error as Error)?.name,
    request: payload,
    response: JSON.stringify(isFailed ? describeInvocationError(error) : (result ?? null)),
  }
}

import type { Logger } from '../../core/logger.js'
import { parseFunctionArn } from '../../services/lambda/function-arn.js'
import {
  describeInvocationError,
  type FinishedInvocation,
} from '../../services/lambda/functions.js'
import type { MetricsRegistry } from './metrics-registry.js'

interface InvocationObserverOptions {
  readonly log: Logger
  readonly metrics: MetricsRegistry
}

/** Records a metric and a log line for each invocation of a function. */
export const observeInvocation =
  ({ log, metrics }: InvocationObserverOptions) =>
  ({ requestId, functionArn, type, milliseconds, error }: FinishedInvocation): void => {
    const name = parseFunctionArn(functionArn)?.name ?? functionArn
    const outcome = error === undefined ? 'succeeded' : 'failed'
    metrics.count('mturk_local_function_invocations_total', { function: name, outcome })
    const fields = { requestId, function: name, type, milliseconds }
    if (error === undefined) log.info(`Invoked the function ${name}`, fields)
    else
      log.warn(`The function ${name} failed`, { ...fields, reason: describeInvocationError(error) })
  }

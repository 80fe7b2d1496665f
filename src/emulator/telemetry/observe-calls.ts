import type { Logger } from '../../core/logger.js'
import { stopwatch } from '../../core/stopwatch.js'
import type { CallInProgress, StartedCall } from '../../server/call-observer.js'
import type { MetricsRegistry } from './metrics-registry.js'
import type { Tracer } from './tracer.js'

interface CallObserverOptions {
  readonly log: Logger
  readonly metrics: MetricsRegistry
  /** Absent when tracing is off. */
  readonly tracer?: Tracer
  /** Whether the operation exists: made-up names must not create metric labels. */
  readonly isOperation: (service: string, operation: string) => boolean
}

/** Observes calls from arrival to response. */
export const observeCall =
  ({ log, metrics, tracer, isOperation }: CallObserverOptions) =>
  ({ requestId, traceparent: parent, tracestate }: StartedCall): CallInProgress => {
    const elapsed = stopwatch()
    const span = tracer?.startSpan('call', {
      kind: 'server',
      parent,
      tracestate,
      attributes: { 'rpc.system': 'aws-api', 'aws.request_id': requestId },
    })

    return {
      traceparent: span?.traceparent,
      complete({
        service = 'none',
        operation: requestedOperation = '',
        account,
        status,
        errorCode,
        hint,
      }) {
        const operation = isOperation(service, requestedOperation) ? requestedOperation : 'unknown'
        const milliseconds = elapsed()
        metrics.count('mturk_local_calls_total', {
          service,
          operation,
          outcome: classifyStatus(status),
        })
        metrics.observe(
          'mturk_local_call_duration_seconds',
          { service, operation },
          milliseconds / 1000,
        )
        if (span)
          span.end({
            name: `${service}/${operation}`,
            attributes: {
              'rpc.service': service,
              'rpc.method': operation,
              'http.response.status_code': status,
              'error.type': errorCode,
              'mturk_local.account': account,
            },
            failure: status >= 500 ? (errorCode ?? String(status)) : undefined,
          })
        if (status < 500 && log.writesInfo === false) return
        const writeLine = status >= 500 ? log.warn : log.info
        writeLine(`${operation} ${status}`, {
          requestId,
          service,
          account,
          errorCode,
          hint,
          milliseconds: Math.round(milliseconds * 10) / 10,
          ...(span && { traceId: parseTraceId(span.traceparent) }),
        })
      },
    }
  }

const classifyStatus = (status: number): string =>
  status === 0 ? 'unanswered' : status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed'

/** The second of the four parts of a `traceparent`. */
export const parseTraceId = (traceparent: string): string => traceparent.split('-')[1] ?? ''

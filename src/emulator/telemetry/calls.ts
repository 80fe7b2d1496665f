import type { Log } from '../../core/logger.js'
import { stopwatch } from '../../core/stopwatch.js'
import type { CallBegun, CallUnderWay } from '../../server/call-observer.js'
import type { Meter } from './meter.js'
import type { Tracer } from './tracer.js'

export interface CallWatchParts {
  readonly log: Log
  readonly meter: Meter
  /** Nothing is traced without it. */
  readonly tracer?: Tracer
  /** Whether there is such an operation: what callers make up gets no line of its own in the figures. */
  readonly isOperation: (service: string, operation: string) => boolean
}

/** Watches calls from their arrival to their answer. */
export const callWatch =
  ({ log, meter, tracer, isOperation }: CallWatchParts) =>
  ({ requestId, traceparent: parent, tracestate }: CallBegun): CallUnderWay => {
    const elapsed = stopwatch()
    const span = tracer?.begin('call', {
      kind: 'server',
      parent,
      tracestate,
      attributes: { 'rpc.system': 'aws-api', 'aws.request_id': requestId },
    })

    return {
      traceparent: span?.traceparent,
      answered({ service = 'none', operation: asked = '', account, status, fault }) {
        const operation = isOperation(service, asked) ? asked : 'unknown'
        const milliseconds = elapsed()
        meter.count('mturk_local_calls_total', { service, operation, outcome: outcomeOf(status) })
        meter.observe(
          'mturk_local_call_duration_seconds',
          { service, operation },
          milliseconds / 1000,
        )
        span?.end({
          name: `${service}/${operation}`,
          attributes: {
            'rpc.service': service,
            'rpc.method': operation,
            'http.response.status_code': status,
            'error.type': fault,
            'mturk_local.account': account,
          },
          failure: status >= 500 ? (fault ?? String(status)) : undefined,
        })
        const say = status >= 500 ? log.warn : log.info
        say(`${operation} ${status}`, {
          requestId,
          service,
          account,
          fault,
          milliseconds: Math.round(milliseconds * 10) / 10,
          ...(span && { traceId: traceIdOf(span.traceparent) }),
        })
      },
    }
  }

const outcomeOf = (status: number): string =>
  status === 0 ? 'unanswered' : status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed'

/** The second of the four parts of a `traceparent`. */
export const traceIdOf = (traceparent: string): string => traceparent.split('-')[1] ?? ''

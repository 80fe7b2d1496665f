import {
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import {
  type ExportResult,
  ExportResultCode,
  parseTraceParent,
  TraceState,
} from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Logger } from '../../core/logger.js'
import type { Timer } from '../../core/timer.js'
import type { VerifyServer } from '../../services/tls/verify-server.js'
import type { Attributes, SpanOptions, Tracer } from './tracer.js'

interface OtlpOptions {
  /** Where the collector answers; spans go to `/v1/traces` under it. */
  readonly endpoint: string
  readonly version: string
  readonly verifyServer: VerifyServer
  readonly log: Logger
  readonly timer: Timer
}

/** Export interval in milliseconds, short enough to look at a trace right away. */
const exportInterval = 1000
/** Export timeout in milliseconds, short enough not to delay shutdown. */
const exportTimeout = 2000

/**
 * Sends spans to a collector as OTLP over HTTP in JSON. Sets no global state, so a host program
 * keeps its own tracing.
 */
export function createOtlpTracer({
  endpoint,
  version,
  verifyServer,
  log,
  timer,
}: OtlpOptions): Tracer {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/v1/traces`,
    timeoutMillis: exportTimeout,
    httpAgentOptions: verifyServer(new URL(endpoint).hostname),
  })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'mturk-local',
      'service.version': version,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: logExportFailures(exporter, log),
        scheduledDelayMillis: exportInterval,
      }),
    ],
  })
  const tracer = provider.getTracer('mturk-local', version)

  return {
    startSpan(name, { kind, parent, tracestate, at, attributes }) {
      const span = tracer.startSpan(
        name,
        {
          kind: kind === 'server' ? SpanKind.SERVER : SpanKind.PRODUCER,
          startTime: at,
          attributes: toSpanAttributes(attributes),
        },
        toParentContext({ parent, tracestate }),
      )
      return {
        traceparent: formatTraceparent(span.spanContext()),
        end({ name, attributes = {}, failure, at }) {
          if (name !== undefined) span.updateName(name)
          span.setAttributes(toSpanAttributes(attributes))
          if (failure !== undefined)
            span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
          span.end(at)
        },
      }
    },
    async close(grace) {
      // A hanging collector must not block shutdown.
      await new Promise<void>((resolve) => {
        const cancel = timer.after(grace, resolve)
        provider
          .shutdown()
          // The exporter logs failures.
          .catch(() => {})
          .finally(() => {
            cancel()
            resolve()
          })
      })
    },
  }
}

const toSpanAttributes = (attributes: Attributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value] : (value as string),
    ]),
  )

function toParentContext({ parent, tracestate }: Pick<SpanOptions, 'parent' | 'tracestate'>) {
  const parentSpan = parent === undefined ? null : parseTraceParent(parent)
  if (!parentSpan) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...parentSpan,
    isRemote: true,
    ...(tracestate && { traceState: new TraceState(tracestate) }),
  })
}

const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`

/** Logs a failing collector once, and once when it recovers. */
function logExportFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let failing = false
  const reportResult = ({ code, error }: ExportResult, count: number) => {
    const failed = code !== ExportResultCode.SUCCESS
    if (failed && !failing)
      log.warn('The collector does not accept spans; they are lost', { error, count })
    if (!failed && failing) log.warn('The collector accepts spans again')
    failing = failed
  }
  return {
    export: (spans: ReadableSpan[], done) =>
      exporter.export(spans, (result) => {
        reportResult(result, spans.length)
        done(result)
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  }
}

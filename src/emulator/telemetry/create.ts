import { realClock } from '../../core/clock.js'
import type { Logger } from '../../core/logger.js'
import { realTimer } from '../../core/timer.js'
import { version } from '../../core/version.js'
import type { Delivery } from '../../notifications/delivery.js'
import { isOperation } from '../../server/action-tables.js'
import { readCredentials } from '../../server/authenticate.js'
import type { CallInProgress, StartedCall } from '../../server/call-observer.js'
import type { Middleware } from '../../server/middleware.js'
import type { FinishedInvocation } from '../../services/lambda/functions.js'
import { createServerVerification } from '../../services/tls/verify-server.js'
import { StoreClosedError } from '../../store/store-closed-error.js'
import type { Config } from '../config/settings.js'
import type { Destinations } from '../destinations.js'
import { type BufferedLogger, createBufferedLogger } from './buffered-logger.js'
import { collectGauges, formatQueueGauges, type GaugeSources } from './collect-gauges.js'
import { createEvictionCounter, type EvictionCounter } from './eviction-counter.js'
import { logPageRequest } from './log-page-requests.js'
import { MetricsRegistry } from './metrics-registry.js'
import { observeCall } from './observe-calls.js'
import { observeDelivery, observeTopicDelivery } from './observe-deliveries.js'
import { observeInvocation } from './observe-invocations.js'
import { createRedactor } from './redact.js'

/** Logging, metrics and tracing of an emulator. */
export interface Telemetry {
  readonly log: Logger
  /** Logs an internal error; its details are never sent to a caller. */
  readonly report: (error: unknown, requestId?: string) => void
  readonly observeCall: (call: StartedCall) => CallInProgress
  /** Logs the requests of pages and of the control API. */
  readonly logPageRequest: Middleware
  /** Called with each delivery after each attempt. */
  readonly observeDelivery: (delivery: Delivery) => void
  /** Called with each delivery of a topic to a subscription. */
  readonly observeTopics: (topics: Destinations['topics']) => void
  /** Called with each invocation of a function. */
  readonly observeInvocation: (invocation: FinishedInvocation) => void
  /** Counts evictions. */
  readonly evictions: EvictionCounter
  /** Renders the metrics for Prometheus. */
  readonly renderMetrics: (sources: GaugeSources) => Promise<{ contentType: string; body: string }>
  /** Sends the remaining traces within a number of milliseconds. */
  close(grace: number): Promise<void>
}

/** The tracer is loaded only if an endpoint is configured. */
export async function createTelemetry(
  { otlpEndpoint, ca }: Pick<Config, 'otlpEndpoint' | 'ca'>,
  log: Logger,
): Promise<Telemetry> {
  const metrics = new MetricsRegistry()
  const tracer =
    otlpEndpoint === undefined
      ? undefined
      : (await import('./otlp-tracer.js')).createOtlpTracer({
          endpoint: otlpEndpoint,
          version,
          verifyServer: createServerVerification(ca),
          log,
          timer: realTimer,
        })

  const evictions = createEvictionCounter(log)

  return {
    log,
    report(error, requestId) {
      if (error instanceof StoreClosedError) return
      const message = error instanceof Error ? error.message : String(error)
      log.error(message || 'Internal error', { requestId, error })
    },
    observeCall: observeCall({ log, metrics, tracer, isOperation }),
    logPageRequest: logPageRequest(log),
    observeDelivery: observeDelivery({ log, metrics, tracer }),
    observeTopics: (topics) => void topics.delivered.on(observeTopicDelivery({ log, metrics })),
    observeInvocation: observeInvocation({ log, metrics }),
    evictions,
    renderMetrics: async (sources) =>
      metrics.render(await collectGauges(sources, evictions), {
        mturk_local_queue_messages: formatQueueGauges(sources),
      }),
    close: async (grace) => tracer?.close(grace),
  }
}

/** Creates the configured logger on standard error: standard output is for the banner. */
export function createLogger(
  options: Pick<Config, 'logLevel' | 'logFormat'> & SecretSettings,
): BufferedLogger {
  const { stderr, env } = process
  const pretty =
    options.logFormat === 'auto' ? Boolean(stderr.isTTY) : options.logFormat === 'pretty'
  return createBufferedLogger({
    level: options.logLevel,
    pretty,
    colours: Boolean(stderr.isTTY) && !env.NO_COLOR,
    clock: realClock,
    redact: createRedactor(collectSecrets(options)),
    out: (line) => void stderr.write(line),
  })
}

type SecretSettings = Pick<
  Config,
  | 'data'
  | 'smtp'
  | 'sqsEndpoint'
  | 'snsEndpoint'
  | 'lambdaEndpoint'
  | 'otlpEndpoint'
  | 'credentials'
  | 'token'
  | 'workerToken'
>

function collectSecrets(options: SecretSettings): string[] {
  const { data, smtp, sqsEndpoint, snsEndpoint, lambdaEndpoint, otlpEndpoint } = options
  const passwords = [data, smtp, sqsEndpoint, snsEndpoint, lambdaEndpoint, otlpEndpoint]
    .filter((given) => given !== undefined && URL.canParse(given))
    .flatMap((url) => passwordVariants(new URL(url!).password))
  const secrets = options.credentials ? [...readCredentials(options.credentials).values()] : []
  const tokens = [options.token, options.workerToken].filter((token) => token !== undefined)
  return [...passwords, ...secrets, ...tokens]
}

/** The password as encoded in the URL, and decoded. */
function passwordVariants(password: string): string[] {
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}

import type { RequestListener } from 'node:http'
import { wallClock } from '../../core/clock.js'
import type { Log } from '../../core/logger.js'
import { wallTimer } from '../../core/timer.js'
import { version } from '../../core/version.js'
import type { Delivery } from '../../notifications/delivery.js'
import { readCredentials } from '../../server/authenticate.js'
import type { CallBegun, CallUnderWay } from '../../server/call-observer.js'
import type { Store } from '../../store/store.js'
import type { Options } from '../config/settings.js'
import type { PostOffice } from '../destinations.js'
import { isOperation } from '../operation-names.js'
import { callWatch } from './calls.js'
import { deliveryWatch, passageWatch } from './deliveries.js'
import { Meter, type Reading } from './meter.js'
import { pageWatch } from './pages.js'
import { type RetentionWatch, retentionWatch } from './retention.js'
import { scrubber } from './secrets.js'
import { type WrittenLog, writeLog } from './write-log.js'

/** Watches an emulator: what it logs, counts and traces. */
export interface Telemetry {
  readonly log: Log
  /** Tells the log what went wrong inside; it is never for a caller. */
  readonly report: (error: unknown, requestId?: string) => void
  readonly watchCall: (call: CallBegun) => CallUnderWay
  /** Logs what the pages and the control API were asked. */
  readonly watchPages: (pages: RequestListener) => RequestListener
  /** Hears of each delivery after each of its tries. */
  readonly watchDelivery: (delivery: Delivery) => void
  /** Tells what topics pass on. */
  readonly watchTopics: (topics: PostOffice['topics']) => void
  /** Hears of what is let go, and counts it. */
  readonly retention: RetentionWatch
  /** The figures for Prometheus. */
  readonly figures: (things: Measured) => Promise<{ contentType: string; body: string }>
  /** Gives traces that are still to be sent so many milliseconds. */
  close(grace: number): Promise<void>
}

/** What is measured at the moment somebody asks. */
export interface Measured extends Pick<PostOffice, 'mailbox' | 'queues'> {
  readonly store: Store
}

/** What collects traces is loaded only where they are sent somewhere. */
export async function openTelemetry(
  { otlpEndpoint }: Pick<Options, 'otlpEndpoint'>,
  log: Log,
): Promise<Telemetry> {
  const meter = new Meter()
  const tracer =
    otlpEndpoint === undefined
      ? undefined
      : (await import('./otlp-tracer.js')).otlpTracer({
          endpoint: otlpEndpoint,
          version,
          log,
          timer: wallTimer,
        })

  const retention = retentionWatch(log)

  return {
    log,
    report(error, requestId) {
      const says = error instanceof Error ? error.message : String(error)
      log.error(says || 'Something went wrong inside', { requestId, error })
    },
    watchCall: callWatch({ log, meter, tracer, isOperation }),
    watchPages: (pages) => pageWatch(pages, log),
    watchDelivery: deliveryWatch({ log, meter, tracer }),
    watchTopics: (topics) => void topics.onPassage(passageWatch({ log, meter })),
    retention,
    figures: async (things) => meter.text(await readings(things, retention)),
    close: async (grace) => tracer?.close(grace),
  }
}

/** The log that the settings ask for, on the standard error: the standard output is the banner's. */
export function openLog(
  options: Pick<Options, 'logLevel' | 'logFormat'> & SecretSettings,
): WrittenLog {
  const { stderr, env } = process
  const pretty =
    options.logFormat === 'auto' ? Boolean(stderr.isTTY) : options.logFormat === 'pretty'
  return writeLog({
    level: options.logLevel,
    pretty,
    colours: Boolean(stderr.isTTY) && !env.NO_COLOR,
    clock: wallClock,
    scrub: scrubber(secretsIn(options)),
    out: (line) => void stderr.write(line),
  })
}

type SecretSettings = Pick<
  Options,
  | 'data'
  | 'smtp'
  | 'sqsEndpoint'
  | 'snsEndpoint'
  | 'otlpEndpoint'
  | 'credentials'
  | 'token'
  | 'workerToken'
>

function secretsIn(options: SecretSettings): string[] {
  const { data, smtp, sqsEndpoint, snsEndpoint, otlpEndpoint, credentials } = options
  const passwords = [data, smtp, sqsEndpoint, snsEndpoint, otlpEndpoint]
    .filter((given) => given !== undefined && URL.canParse(given))
    .flatMap((given) => spellings(new URL(given!).password))
  const secrets = credentials ? [...readCredentials(credentials).values()] : []
  const tokens = [options.token, options.workerToken].filter((token) => token !== undefined)
  return [...passwords, ...secrets, ...tokens]
}

/** As it stands in the URL, and as it is meant. */
function spellings(password: string): string[] {
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}

async function readings(
  { store, mailbox, queues }: Measured,
  { dropped }: RetentionWatch,
): Promise<Reading[]> {
  const pending = await store.transaction((tx) => tx.deliveries.count({ status: 'pending' }))
  return [
    { name: 'mturk_local_deliveries_pending', labels: {}, value: pending },
    { name: 'mturk_local_mails', labels: {}, value: mailbox.all().length },
    ...Object.entries(dropped).map(([kind, value]) => ({
      name: 'mturk_local_dropped_total' as const,
      labels: { what: kind === 'queueMessages' ? 'queue-messages' : kind },
      value,
    })),
    ...queues.all().flatMap((queue) => {
      const { account, region, name } = queue.id
      return (['ready', 'in flight', 'delayed'] as const).map((state) => ({
        name: 'mturk_local_queue_messages' as const,
        labels: { account, region, queue: name, state },
        value: queue.count(state),
      }))
    }),
  ]
}

import { realClock } from '../core/clock.js'
import type { Limiter } from '../core/limiter.js'
import { retentionMs } from '../core/retention.js'
import { realTimer } from '../core/timer.js'
import type { FaultInjector } from '../faults/faults.js'
import type { ApiCall } from '../mturk/api-call.js'
import { injectedMTurkError, mturkEndpoint } from '../mturk/endpoint.js'
import type { Marketplace } from '../mturk/marketplace.js'
import { createCallRunner, type RunCall } from '../server/aws-handler.js'
import { CallLog, type LoggedCall } from '../server/control/call-log.js'
import type { LiveFeed } from '../server/control/live-feed.js'
import { createFaultInjection } from '../server/fault-injection.js'
import type { ResolveOrigin } from '../services/aws/request-origin.js'
import { createSnsEndpoint } from '../services/sns/endpoint.js'
import { createSqsEndpoint } from '../services/sqs/endpoint.js'
import { stsEndpoint } from '../services/sts/endpoint.js'
import type { Config } from './config/settings.js'
import type { Destinations } from './destinations.js'
import type { Telemetry } from './telemetry/create.js'

interface CallParts {
  readonly options: Config
  readonly marketplace: Marketplace
  readonly destinations: Destinations
  readonly faults: FaultInjector
  readonly limiter: Limiter
  readonly feed: LiveFeed
  readonly telemetry: Telemetry
  readonly baseUrl: ResolveOrigin
  readonly committed: (() => Promise<void> | undefined) | undefined
}

/** The calls of the AWS services: what runs them, and the log that keeps them. */
interface Calls {
  readonly calls: CallLog
  /** Adds a call to the log and to the live feed. */
  readonly addCall: (call: LoggedCall) => void
  readonly runCall: RunCall
}

export function createCalls(parts: CallParts): Calls {
  const { options, marketplace, destinations, faults, limiter, feed, telemetry } = parts
  const { baseUrl, committed } = parts
  const calls = new CallLog({
    clock: realClock,
    maxCalls: options.keepCalls,
    maxAgeMs: retentionMs(options.keepCallsFor),
    onEvicted: (...how) => telemetry.evictions.record('calls', 'The log of calls', ...how),
  })
  function addCall(call: LoggedCall): void {
    calls.add(call)
    feed.publish({ type: 'call', call })
  }
  const reportCall = (call: ApiCall) => {
    const { requestId, operation, account, status, request, response, faults, cause } = call
    const { milliseconds, errorCode } = call
    if (cause) telemetry.report(cause, requestId)
    if (faults)
      for (const fault of faults)
        telemetry.log.info(`${operation} met a fault: ${fault.what}`, { requestId, ...fault })
    const at = realClock.now()
    const entry = {
      at,
      operation,
      account,
      requestId,
      status,
      milliseconds,
      errorCode,
      request,
      response,
      faults,
    }
    addCall(entry)
  }
  const runCall = createCallRunner({
    services: {
      mturk: mturkEndpoint(marketplace),
      sqs: createSqsEndpoint(destinations.queues, { baseUrl }),
      sns: createSnsEndpoint(destinations.topics),
      sts: stsEndpoint,
    },
    injectFaults: createFaultInjection({
      faults,
      timer: realTimer,
      stopping: limiter.stopping,
      mturkError: (fault, operation) => injectedMTurkError(fault, operation, marketplace),
    }),
    reportCall,
    elapsedMs: () => performance.now(),
    committed,
  })
  return { calls, addCall, runCall }
}

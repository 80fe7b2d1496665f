import type { IncomingHttpHeaders } from 'node:http'
import { realClock, systemClock, type WorldClock } from '../core/clock.js'
import type { IdleOptions, IdleResult } from '../core/idle.js'
import { Limiter } from '../core/limiter.js'
import type { Logger } from '../core/logger.js'
import { seededRandom, systemRandom } from '../core/random.js'
import type { OnEvicted } from '../core/retention.js'
import { realTimer, sleep } from '../core/timer.js'
import { version } from '../core/version.js'
import type { FaultInjector } from '../faults/faults.js'
import type { FaultRuleInput } from '../faults/rule.js'
import type { ChangeEvent } from '../mturk/change-events.js'
import type { Marketplace } from '../mturk/marketplace.js'
import type { ClockAdvances } from '../mturk/scheduler/clock-advances.js'
import type { Crowds } from '../mturk/simulation/crowds.js'
import { createApp } from '../server/app.js'
import { createAuthenticator, readCredentials } from '../server/authenticate.js'
import { BatchPreviews } from '../server/control/batches/batch-previews.js'
import type { ConsumerChecks } from '../server/control/consumer-check/consumer-checks.js'
import type { ControlAppDependencies } from '../server/control/dependencies.js'
import { LiveFeed } from '../server/control/live-feed.js'
import { MailInspector } from '../server/control/mail-inspector.js'
import type { EmulatorInfo, ResetScope } from '../server/control/schemas/emulator.js'
import { createAccessControl } from '../server/security/access-control.js'
import { createSourceCheck } from '../server/security/call-source.js'
import { type ProxyRegistration, ProxyRegistry } from '../server/security/proxy-registry.js'
import { createHostCheck } from '../server/security/same-origin.js'
import { StopResponses } from '../server/stop-responses.js'
import type { ResolveOrigin } from '../services/aws/request-origin.js'
import { clearAll, deleteFinishedDeliveries } from '../store/clear.js'
import { countStart } from '../store/metadata.js'
import { openStore } from '../store/open-store.js'
import { createCalls } from './calls.js'
import { createChecks } from './checks.js'
import { checkTokens } from './config/check-tokens.js'
import type { Config } from './config/settings.js'
import { createDestinations, type Destinations } from './destinations.js'
import { createQueueConsumers } from './functions.js'
import { buildInfo } from './info.js'
import { toLoggedCall } from './logged-invocation.js'
import { createMarketplaceRuntime, type MarketplaceRuntime } from './marketplace.js'
import { createOwnPortCheck, listOwnAddresses } from './own-ports.js'
import {
  type HttpFront,
  type OpenHttp,
  openHttpPort,
  openSmtpPort,
  type SmtpPort,
} from './ports.js'
import { publishLiveEvents } from './publish-live-events.js'
import { type RetentionJob, startRetentionJob } from './retention-job.js'
import { describeStartError } from './start-error.js'
import { createLogger, createTelemetry } from './telemetry/create.js'

/** A running emulator. */
export interface EmulatorInstance extends Pick<Destinations, 'mailbox' | 'queues' | 'topics'> {
  /** Endpoint URL for AWS SDKs. */
  readonly endpoint: string
  readonly smtp: string
  readonly marketplace: Marketplace
  readonly worldClock: WorldClock
  /** Fault injection rules. */
  readonly faults: FaultInjector
  readonly feed: LiveFeed
  /** Simulated workers. */
  readonly crowds: Crowds
  /** The checks of consumers, loaded with the first one. */
  loadChecks(): Promise<ConsumerChecks>
  info(): EmulatorInfo
  reset(what: ResetScope): Promise<void>
  /** Runs due jobs and informs other processes after the clock was moved, frozen or resumed. */
  clockChanged(): Promise<void>
  /** The advances of the clock in this process. */
  readonly advances: ClockAdvances
  /** Stops the advances of the clock in every process. */
  stopAdvances(): Promise<void>
  /**
   * Resolves when the dispatcher and the topics have sent everything that is due. It waits for
   * retries that are scheduled for later only with `includeRetries`.
   */
  waitUntilIdle(options?: IdleOptions): Promise<IdleResult>
  /** Resolves when the control API was asked to stop the emulator, which then closes. */
  readonly stopRequested: Promise<void>
  /**
   * @param options.linger milliseconds in which idle connections may still send a request
   * @param options.endsProcess whether the process ends next, for which requests to stop wait
   */
  close(options?: { readonly linger?: number; readonly endsProcess?: boolean }): Promise<void>
}

/** Maximum size of a request body in bytes: more than the largest SQS batch, encoded. */
const longestBody = 8 * 1024 * 1024

/** After a restart the seeded IDs would repeat, so the number of starts is mixed into the seed. */
function createRandom({ seed }: Config, startCount: number) {
  const random = seed === undefined ? systemRandom : seededRandom(seed)
  const isFirst = startCount === 1
  return {
    marketplace: isFirst ? random : { ...random.fork(`start ${startCount}`), fork: random.fork },
    receivers: random.fork(isFirst ? 'destinations' : `destinations ${startCount}`),
    requests: random.fork('requests'),
  }
}

/** Milliseconds for a reset to return space to the disk. */
const resetGrace = 10_000
/** Milliseconds for work in progress to finish at shutdown. */
const shutdownGrace = 2000
/** Milliseconds in which a stopping process still answers on connections that clients kept. */
export const stopLinger = 250

/**
 * Creates an emulator and opens its ports.
 *
 * @param log by default, a logger as the settings configure it
 * @param openHttp by default, opens the port that the settings name
 * @throws SettingError when it cannot start; then all that was opened is closed again
 */
export async function createEmulator(
  options: Config,
  log: Logger = createLogger(options),
  openHttp: OpenHttp = openHttpPort(options),
): Promise<EmulatorInstance> {
  checkTokens(options)
  const opened: Closing[] = []
  try {
    return await openEmulator(options, log, openHttp, opened)
  } catch (error) {
    // What was opened last is closed first.
    for (const close of opened.reverse())
      await close(0).catch((closeError: unknown) => {
        log.warn('Closing failed after the start had failed', { error: closeError })
      })
    throw describeStartError(error, options.data)
  }
}

/** Closes a part within so many milliseconds. */
type Closing = (grace: number) => Promise<void>

/** @param opened receives what must be closed if the start fails */
async function openEmulator(
  options: Config,
  log: Logger,
  openHttp: OpenHttp,
  opened: Closing[],
): Promise<EmulatorInstance> {
  const telemetry = await createTelemetry(options, log)
  opened.push(telemetry.close)
  const { report } = telemetry
  const secrets = options.credentials ? readCredentials(options.credentials) : undefined
  const init = options.init
    ? (await import('./init/init-file.js')).readInitFile(options.init)
    : undefined
  const customerIds = new Map(
    init?.accounts.map(({ account, customerId }) => [account, customerId]),
  )

  const store = await openStore(options.data, options.synchronous)
  /** A part that cannot be created must not keep the data file. */
  async function withStore<T>(create: () => T | Promise<T>): Promise<T> {
    try {
      return await create()
    } catch (error) {
      await store.close()
      throw error
    }
  }
  const random = await withStore(async () => createRandom(options, await countStart(store)))

  let http: HttpFront | undefined
  let smtp: SmtpPort | undefined
  let ready = false
  let onStopRequested = () => {}
  const stopRequested = new Promise<void>((resolve) => {
    onStopRequested = resolve
  })
  let retention: RetentionJob | undefined
  const listeningUrl = () => http?.endpoint() ?? ''
  const baseUrl: ResolveOrigin = (requestOrigin) =>
    options.advertise ?? requestOrigin ?? listeningUrl()
  const feed = new LiveFeed()
  const stopResponses = new StopResponses()
  const limiter = new Limiter(options.longPolls)
  const { evictions } = telemetry
  const onEvicted: OnEvicted = (...args) =>
    evictions.record('deliveries', 'The delivery log', ...args)
  const proxies = new ProxyRegistry(realClock)
  const isProxied = (headers: IncomingHttpHeaders) => proxies.isProxied(headers)
  const listPorts = () => [
    ...(http?.ports() ?? []),
    ...(smtp ? [smtp.port] : []),
    ...proxies.ports(),
  ]
  const destinations: Destinations = await withStore(() =>
    createDestinations(
      options,
      random.receivers,
      baseUrl,
      limiter,
      createOwnPortCheck({
        listPorts,
        advertised: options.advertise,
        listClusterAddresses: () => runtime.listClusterAddresses(),
      }),
      evictions.record,
      store.receivers,
      listeningUrl,
      telemetry.log,
    ),
  )
  const faultRules = (init?.faults ?? []) as readonly FaultRuleInput[]
  const parts = {
    options,
    store,
    random: random.marketplace,
    destinations,
    baseUrl,
    customerIds,
    faultRules,
    log: telemetry.log,
    report,
    onEvicted,
    listAddresses: () => listOwnAddresses(listPorts()),
    changes: {
      isObserved: () => feed.hasListeners,
      publish(changes: readonly ChangeEvent[]) {
        for (const change of changes) feed.publish(change)
      },
    },
    onClockChanged: () => feed.publish({ type: 'clock' }),
    onProxy: (proxy: ProxyRegistration) => proxies.register(proxy),
    onHitsDisposed: (count: number) => retention?.onHitsDisposed(count),
  }
  const runtime: MarketplaceRuntime = await withStore(() => createMarketplaceRuntime(parts))
  opened.push(
    runtime.close,
    async () => destinations.queues.stop(),
    async () => destinations.functions.close(),
  )
  const { marketplace, dispatcher, faults } = runtime
  const info = () =>
    buildInfo(options, runtime, {
      endpoint: baseUrl(),
      smtp: smtp?.endpoint ?? '',
      ready,
      evicted: evictions.evicted,
    })

  const committed = store.receivers?.committed
  const queueConsumers = createQueueConsumers(options, destinations, committed, telemetry.log)
  const requestIds = random.requests
  const { calls, addCall, runCall } = createCalls({
    options,
    marketplace,
    destinations,
    faults,
    limiter,
    feed,
    telemetry,
    baseUrl,
    committed,
  })
  let checks: Promise<ConsumerChecks> | undefined
  function loadChecks(): Promise<ConsumerChecks> {
    checks ??= createChecks(options, { marketplace, destinations, feed, random: requestIds })
    return checks
  }
  const controlParts: ControlAppDependencies = {
    ...runtime,
    exportWorld: async () =>
      (await import('./init/export-world.js')).exportWorld(store, destinations, customerIds),
    maxUploadBytes: options.uploadLimit,
    timer: realTimer,
    calls,
    batchPreviews: new BatchPreviews(),
    runCall,
    loadChecks,
    random: requestIds,
    region: options.region,
    receivers: destinations.receivers,
    mailbox: destinations.mailbox,
    mails: new MailInspector(destinations.mailbox, realTimer),
    queues: destinations.queues,
    topics: destinations.topics,
    feed,
    info,
    renderMetrics: () => telemetry.renderMetrics({ ...destinations, store }),
    report,
    waitUntilIdle,
    stop(response, body) {
      stopResponses.add(response, body)
      onStopRequested()
      void close({ linger: stopLinger })
    },
    reset,
    committed,
    controlHosts: [
      ...options.controlHosts.split(',').filter(Boolean),
      ...(options.advertise ? [new URL(options.advertise).hostname] : []),
    ],
    isProxied,
    async registerProxy(proxy) {
      proxies.register(proxy)
      await runtime.broadcastProxy(proxy)
    },
    accessControl: createAccessControl({
      ...options,
      store,
      clock: systemClock,
      random: systemRandom,
    }),
    limiter: limiter,
  }
  const authenticate = createAuthenticator(secrets, systemClock)
  const checkSource = createSourceCheck({
    corsOrigins: options.corsOrigins,
    isAllowedHost: createHostCheck({
      hosts: controlParts.controlHosts,
      requiresToken: options.token !== undefined,
      isProxied,
    }),
    verifiesSignatures: secrets !== undefined,
  })
  const app = createApp({
    aws: {
      authenticate: (call) => authenticate(call) ?? checkSource(call),
      runCall,
      random: requestIds,
      region: options.region,
      version,
      maxBodyBytes: longestBody,
      report,
      observeCall: telemetry.observeCall,
    },
    logPageRequest: telemetry.logPageRequest,
    loadControlApp: async () =>
      (await import('../server/control/app.js')).createControlApp(controlParts),
  })

  const front = await openHttp(app, report, (socket) => stopResponses.has(socket))
  http = front
  opened.push((grace) => front.close(grace))
  smtp = await openSmtpPort(options, destinations.mailbox, committed)
  opened.push(smtp.close)

  retention = startRetentionJob(options, {
    ...destinations,
    store,
    clock: runtime.clock,
    calls,
    evictions,
    report,
  })
  opened.push(async () => retention?.stop())
  async function shutDown(linger: number): Promise<void> {
    retention?.stop()
    const wasReady = ready
    ready = false
    if (wasReady && options.drain > 0) {
      http?.drain()
      await sleep(realTimer, options.drain)
    }
    limiter.stop()
    void (await checks)?.clear()
    await http?.close(shutdownGrace, linger)
    await smtp?.close(shutdownGrace)
    destinations.topics.close()
    destinations.queues.stop()
    for (const consumer of queueConsumers) consumer.stop()
    destinations.functions.close()
    await runtime.close(shutdownGrace)
    await telemetry.close(shutdownGrace)
    stopResponses.end(endsProcess)
  }
  let endsProcess = false
  let closing: Promise<void> | undefined
  const close: EmulatorInstance['close'] = ({ linger = 0, ...options } = {}) => {
    endsProcess ||= options.endsProcess === true
    closing ??= shutDown(linger)
    return closing
  }

  if (init) {
    const { seedServices } = await import('./init/seed-services.js')
    const marker = store.receivers?.seedMarker
    const discardSeed = seedServices(init, destinations, options.region, marker)
    opened.push(async () => discardSeed())
  }
  publishLiveEvents(
    { ...destinations, dispatcher, faults, advances: runtime.advances },
    feed,
    realTimer,
  )
  telemetry.observeTopics(destinations.topics)
  destinations.functions.invoked.on(telemetry.observeInvocation)
  destinations.functions.invoked.on((invocation) => addCall(toLoggedCall(invocation)))
  dispatcher.onChange(
    (delivery) => delivery.owner === dispatcher.owner && telemetry.observeDelivery(delivery),
    () => false,
  )
  if (init)
    await (await import('./init/seed-marketplace.js')).seedMarketplace(
      marketplace,
      runtime.crowds,
      init,
    )
  destinations.topics.resume()
  await runtime.start()
  for (const consumer of queueConsumers) consumer.start()
  ready = true
  log.info('Started', { version, endpoint: listeningUrl(), smtp: smtp.endpoint })

  async function waitUntilIdle(idleOptions?: IdleOptions): Promise<IdleResult> {
    const { topics, functions } = destinations
    for (;;) {
      const { finishedCount } = functions
      let { retriesPending } = await runtime.waitUntilIdle(idleOptions)
      for (const sender of [topics, ...queueConsumers])
        retriesPending += (await sender.waitUntilIdle(idleOptions)).retriesPending
      // A function may have caused further deliveries.
      if (functions.finishedCount === finishedCount) return { retriesPending }
    }
  }

  async function reset(scope: ResetScope): Promise<void> {
    // What a check still sends or writes is deleted with the rest.
    if (scope === 'all') await (await checks)?.clear()
    destinations.mailbox.clear()
    if (scope === 'all') {
      faults.restore()
      calls.clear()
      destinations.queues.reset()
      destinations.topics.reset()
    } else {
      destinations.queues.purge()
      destinations.topics.clear()
    }
    await (scope === 'all' ? clearAll(store) : deleteFinishedDeliveries(store))
    await store.compact?.(resetGrace)
    feed.publish({ type: 'reset', scope })
  }

  const { clock: worldClock, crowds, clockChanged, advances, stopAdvances } = runtime
  return {
    ...destinations,
    endpoint: listeningUrl(),
    smtp: smtp.endpoint,
    marketplace,
    worldClock,
    faults,
    crowds,
    loadChecks,
    feed,
    info,
    reset,
    clockChanged,
    advances,
    stopAdvances,
    waitUntilIdle,
    stopRequested,
    close,
  }
}

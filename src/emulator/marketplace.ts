import { realClock, WorldClock } from '../core/clock.js'
import type { IdleOptions, IdleResult } from '../core/idle.js'
import type { Logger } from '../core/logger.js'
import { type Random, systemRandom } from '../core/random.js'
import type { OnEvicted } from '../core/retention.js'
import { realTimer } from '../core/timer.js'
import { deriveCustomerId } from '../domain/account.js'
import { toCents } from '../domain/money.js'
import type { FaultInjector } from '../faults/faults.js'
import type { FaultRuleInput } from '../faults/rule.js'
import type { ChangePublisher } from '../mturk/change-events.js'
import type { Marketplace } from '../mturk/marketplace.js'
import { ClockAdvances } from '../mturk/scheduler/clock-advances.js'
import { Scheduler } from '../mturk/scheduler/scheduler.js'
import type { AnswerFunctions } from '../mturk/simulation/answer-sources.js'
import { Crowds } from '../mturk/simulation/crowds.js'
import { DeliveryDispatcher } from '../notifications/dispatcher.js'
import { policyEvaluator } from '../notifications/policy-cache.js'
import type { ProxyRegistration } from '../server/security/proxy-registry.js'
import type { ResolveOrigin } from '../services/aws/request-origin.js'
import { deliveryLog } from '../store/delivery-log.js'
import { listLiveProcesses } from '../store/live-processes.js'
import { schemaVersion } from '../store/migrate.js'
import type { Store } from '../store/store.js'
import { Cluster } from './cluster.js'
import type { Config } from './config/settings.js'
import type { Destinations } from './destinations.js'
import { createFaultInjector } from './fault-rules.js'

interface MarketplaceRuntimeOptions {
  readonly options: Config
  readonly store: Store
  readonly random: Random
  readonly destinations: Destinations
  readonly baseUrl: ResolveOrigin
  /** Requester IDs that the init file gives to accounts. */
  readonly customerIds: ReadonlyMap<string, string>
  /** Fault rules of the init file. */
  readonly faultRules: readonly FaultRuleInput[]
  readonly log: Logger
  readonly report: (error: unknown) => void
  /** Called with the number of deliveries that the log evicted. */
  readonly onEvicted: OnEvicted
  /** Receives what this process and those that share its store changed. */
  readonly changes: ChangePublisher
  readonly onClockChanged: () => void
  /** Called when a proxy of `exec` registered with another process. */
  readonly onProxy: (proxy: ProxyRegistration) => void
  /** Where this process listens, as `192.0.2.1 6887`. */
  readonly listAddresses: () => readonly string[]
  readonly onHitsDisposed: (count: number) => void
}

/** A marketplace with its clock, dispatcher, scheduler and cluster membership. */
export interface MarketplaceRuntime {
  readonly marketplace: Marketplace
  readonly store: Store
  readonly clock: WorldClock
  readonly dispatcher: DeliveryDispatcher
  readonly faults: FaultInjector
  readonly crowds: Crowds
  /** The advances of the clock in this process. */
  readonly advances: ClockAdvances
  /** Takes over pending deliveries, and runs the jobs that are due. */
  start(): Promise<void>
  /** Call it when the clock was moved, stopped or started. */
  clockChanged(): Promise<void>
  /** Registers a proxy of `exec` with the other processes. */
  broadcastProxy(proxy: ProxyRegistration): Promise<void>
  /** Stops the advances of the clock in every process. */
  stopAdvances(): Promise<void>
  /** Where the other processes that share the store listen, as `192.0.2.1 6887`. */
  listClusterAddresses(): Promise<readonly string[]>
  /** Resolves when no delivery of any process is due. */
  waitUntilIdle(options?: IdleOptions): Promise<IdleResult>
  /** Gives running attempts, and then the file to shrink, so many milliseconds each. */
  close(grace: number): Promise<void>
}

/** @throws SettingError when a fault rule is not valid */
export async function createMarketplaceRuntime(
  parts: MarketplaceRuntimeOptions,
): Promise<MarketplaceRuntime> {
  const { options, store, random, baseUrl, customerIds, report } = parts
  if (store.migratedFrom !== undefined)
    parts.log.warn(
      `The data had schema version ${store.migratedFrom} and was brought to version ${schemaVersion}. Earlier versions of mturk-local cannot open it any more.`,
    )
  const clock = new WorldClock(realClock, options.clock)
  const faults = createFaultInjector(options, parts.faultRules, clock, store.receivers?.faultState)
  const id = systemRandom.uuid()
  const dispatcher = createDispatcher(parts, id, store, faults)
  const scheduler = new Scheduler(clock, realTimer, report)
  const clockChanged = async (): Promise<void> => {
    await scheduler.clockChanged()
    await cluster.broadcastClock()
  }
  const advances = new ClockAdvances(clockChanged)
  const cluster = new Cluster({
    id,
    lease: options.lease,
    store,
    dispatcher,
    scheduler,
    clock,
    timer: realTimer,
    report,
    listAddresses: parts.listAddresses,
    onChanges: (changes) => parts.changes.publish(changes),
    onClockChanged: parts.onClockChanged,
    onProxy: parts.onProxy,
    onStopAdvances: () => advances.stop(),
  })
  await cluster.join()
  const answerFunctions: AnswerFunctions = new Map()
  const marketplace: Marketplace = {
    store,
    clock,
    realClock: realClock,
    random,
    dispatcher,
    changes: {
      // A process that shares the store may have listeners when this one has none.
      isObserved: () => store.bus !== undefined || parts.changes.isObserved(),
      publish(changes) {
        parts.changes.publish(changes)
        cluster.broadcastChanges(changes)
      },
    },
    getCustomerId: (account) => customerIds.get(account) ?? deriveCustomerId(account),
    notifyScheduler: (due) => scheduler.notify(due),
    runSimulatedWorker: async (job, callOptions) =>
      (await import('../mturk/simulation/run-worker.js')).runWorker(
        marketplace,
        answerFunctions,
        job,
        callOptions,
      ),
    onHitsDisposed: parts.onHitsDisposed,
    environment: options.environment,
    faults,
    log: parts.log,
    settings: {
      balance: options.balance,
      openingBalance: toCents(options.openingBalance),
      quirks: new Set(options.quirk),
      autoApprovalGap: options.autoApprovalGap,
      settingsDelay: options.settingsDelay,
      batchWindow: options.batchWindow || (options.quirk.includes('batched-documents') ? 1000 : 0),
    },
    baseUrl,
  }

  return {
    marketplace,
    store,
    clock,
    dispatcher,
    faults,
    crowds: new Crowds(marketplace, answerFunctions),
    advances,
    async start() {
      await cluster.start()
      await scheduler.start(marketplace)
    },
    clockChanged,
    broadcastProxy: (proxy) => cluster.broadcastProxy(proxy),
    async stopAdvances() {
      advances.stop()
      await cluster.broadcastStopAdvances()
    },
    async listClusterAddresses() {
      // Without a bus this process is the only one, and knows its ports.
      if (!store.bus) return []
      return (await listLiveProcesses(store)).flatMap(({ addresses = [] }) => addresses)
    },
    waitUntilIdle: (options) => cluster.waitUntilIdle(options),
    async close(grace) {
      await advances.close()
      scheduler.stop()
      await dispatcher.close(grace)
      await cluster.leave()
      // On a full disk, the space stays with the file.
      await store.compact?.(grace).catch(() => {})
      await store.close()
    },
  }
}

const createDispatcher = (
  { options, destinations, report, onEvicted }: MarketplaceRuntimeOptions,
  owner: string,
  store: Store,
  faults: FaultInjector,
) =>
  new DeliveryDispatcher({
    owner,
    log: deliveryLog(store, options.keepDeliveries, owner, onEvicted),
    routers: destinations.routers,
    evaluatePolicy:
      options.policy === 'off'
        ? async () => undefined
        : policyEvaluator(destinations.readPolicy, realClock, isRemote(options) ? undefined : 0),
    faults,
    enforcePolicy: options.policy === 'enforce',
    // A transaction that loses a race in a shared database runs again.
    deliversDirectly: store.bus === undefined,
    clock: realClock,
    timer: realTimer,
    random: systemRandom,
    maxAttempts: options.deliveryAttempts,
    timeout: options.deliveryTimeout,
    initialBackoff: options.deliveryBackoff,
    maxBackoff: 60_000,
    report,
  })

/** Policies of remote destinations are cached. */
const isRemote = ({ sqsEndpoint, snsEndpoint }: Config): boolean =>
  Boolean(sqsEndpoint ?? snsEndpoint)

import { realClock, WorldClock } from '../core/clock.js'
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
import { Scheduler } from '../mturk/scheduler/scheduler.js'
import type { AnswerFunctions } from '../mturk/simulation/answer-sources.js'
import { Crowds } from '../mturk/simulation/crowds.js'
import { DeliveryDispatcher } from '../notifications/dispatcher.js'
import { policyEvaluator } from '../notifications/policy-cache.js'
import type { ResolveOrigin } from '../services/aws/request-origin.js'
import { deliveryLog } from '../store/delivery-log.js'
import { countStart } from '../store/metadata.js'
import { schemaVersion } from '../store/migrate.js'
import { openStore } from '../store/open-store.js'
import type { Store } from '../store/store.js'
import { Cluster } from './cluster.js'
import type { Config } from './config/settings.js'
import type { Destinations } from './destinations.js'
import { createFaultInjector } from './fault-rules.js'

interface MarketplaceRuntimeOptions {
  readonly options: Config
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
}

/** A marketplace with its clock, dispatcher, scheduler and cluster membership. */
export interface MarketplaceRuntime {
  readonly marketplace: Marketplace
  readonly store: Store
  readonly clock: WorldClock
  readonly dispatcher: DeliveryDispatcher
  readonly faults: FaultInjector
  readonly crowds: Crowds
  /** Takes over pending deliveries, and runs the jobs that are due. */
  start(): Promise<void>
  /** Call it when the clock was moved, stopped or started. */
  clockChanged(): Promise<void>
  /** Resolves when no delivery of any process is pending. */
  waitUntilIdle(): Promise<void>
  /** Gives running attempts so many milliseconds; other deliveries stay pending. */
  close(grace: number): Promise<void>
}

/** @throws SettingError when the store cannot be opened */
export async function createMarketplaceRuntime(
  parts: MarketplaceRuntimeOptions,
): Promise<MarketplaceRuntime> {
  const { options } = parts
  const clock = new WorldClock(realClock, options.clock)
  const faults = createFaultInjector(options, parts.faultRules, clock)
  const store = await openStore(options.data, options.synchronous)
  try {
    return await createRuntime(parts, clock, faults, store)
  } catch (error) {
    await store.close().catch(() => {})
    throw error
  }
}

async function createRuntime(
  parts: MarketplaceRuntimeOptions,
  clock: WorldClock,
  faults: FaultInjector,
  store: Store,
): Promise<MarketplaceRuntime> {
  const { options, baseUrl, customerIds, report } = parts
  if (store.migratedFrom !== undefined)
    parts.log.warn(
      `The data had schema version ${store.migratedFrom} and was brought to version ${schemaVersion}. Earlier versions of mturk-local cannot open it any more.`,
    )
  const random = randomForRestart(await countStart(store), parts.random)
  const id = systemRandom.uuid()
  const dispatcher = createDispatcher(parts, id, store, faults)
  const scheduler = new Scheduler(clock, realTimer, report)
  const cluster = new Cluster({
    id,
    lease: options.lease,
    store,
    dispatcher,
    scheduler,
    clock,
    timer: realTimer,
    report,
    onChanges: (changes) => parts.changes.publish(changes),
    onClockChanged: parts.onClockChanged,
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
    async start() {
      await cluster.start()
      await scheduler.start(marketplace)
    },
    async clockChanged() {
      await scheduler.clockChanged()
      await cluster.broadcastClock()
    },
    waitUntilIdle: () => cluster.waitUntilIdle(),
    async close(grace) {
      scheduler.stop()
      await dispatcher.close(grace)
      await cluster.leave()
      await store.close()
    },
  }
}

/** After a restart the seeded IDs would repeat, so the number of starts is mixed into the seed. */
const randomForRestart = (startCount: number, random: Random): Random =>
  startCount === 1 ? random : { ...random.fork(`start ${startCount}`), fork: random.fork }

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

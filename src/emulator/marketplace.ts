import { WorldClock, wallClock } from '../core/clock.js'
import { type Random, systemRandom } from '../core/random.js'
import type { LetGo } from '../core/retention.js'
import { wallTimer } from '../core/timer.js'
import { customerIdOf } from '../domain/account.js'
import { centsIn } from '../domain/ledger.js'
import type { Faults } from '../faults/faults.js'
import type { GivenRule } from '../faults/rule.js'
import { Alarm } from '../mturk/scheduler/scheduler.js'
import type { Answerers } from '../mturk/simulation/answering.js'
import { Crowds } from '../mturk/simulation/crowds.js'
import type { World } from '../mturk/unit-of-work.js'
import { Courier } from '../notifications/dispatcher.js'
import { policyJudge } from '../notifications/policy-reader.js'
import { deliveryLog } from '../store/delivery-log.js'
import { openStore } from '../store/open-store.js'
import { countStart } from '../store/start-note.js'
import type { Store } from '../store/store.js'
import { Fellows } from './cluster.js'
import type { Options } from './config/settings.js'
import type { PostOffice } from './destinations.js'
import { faultsOf } from './fault-rules.js'

export interface MarketplaceParts {
  readonly options: Options
  readonly random: Random
  readonly office: PostOffice
  readonly baseUrl: () => string
  /** IDs of requesters whose accounts were given one. */
  readonly customerIds: ReadonlyMap<string, string>
  /** What is to go wrong by the init file. */
  readonly faultRules: readonly GivenRule[]
  readonly report: (error: unknown) => void
  /** Hears how many deliveries the log has let go. */
  readonly letGo: LetGo
}

/** A world, and what keeps it going: its clock, its courier, its deadlines, its fellow processes. */
export interface Marketplace {
  readonly world: World
  readonly store: Store
  readonly clock: WorldClock
  readonly courier: Courier
  readonly faults: Faults
  /** The simulated workers. */
  readonly crowds: Crowds
  /** Carries on with what was left behind, and meets what has fallen due in the meantime. */
  start(): Promise<void>
  /** What follows when the clock was moved, stopped or set going. */
  rewind(): Promise<void>
  /** Resolves when no delivery is on its way any more, whichever process carries it. */
  settled(): Promise<void>
  /** Gives what is under way so many milliseconds to end; the rest stays in the store. */
  close(grace: number): Promise<void>
}

/** @throws SettingError when the store cannot be opened */
export async function openMarketplace(parts: MarketplaceParts): Promise<Marketplace> {
  const { options, baseUrl, customerIds, report } = parts
  const clock = new WorldClock(wallClock, options.clock)
  const faults = faultsOf(options, parts.faultRules, clock)
  const store = await openStore(options.data, options.synchronous)
  const random = anewAt(await countStart(store), parts.random)
  const id = systemRandom.uuid()
  const courier = courierOf(parts, id, store, faults)
  const alarm = new Alarm(clock, wallTimer, report)
  const fellows = new Fellows({
    id,
    lease: options.lease,
    store,
    courier,
    alarm,
    clock,
    timer: wallTimer,
    report,
  })
  await fellows.join()
  const answerers: Answerers = new Map()
  const world: World = {
    store,
    clock,
    wall: wallClock,
    random,
    courier,
    customerIdOf: (account) => customerIds.get(account) ?? customerIdOf(account),
    alarm: (due) => alarm.hear(due),
    takeTurn: async (within, due) =>
      (await import('../mturk/simulation/turn.js')).takeTurn(within, answerers, due),
    environment: options.environment,
    faults,
    rules: {
      balance: options.balance,
      openingBalance: centsIn(options.openingBalance),
      quirks: new Set(options.quirk),
      settingsDelay: options.settingsDelay,
      batchWindow: options.batchWindow || (options.quirk.includes('batched-documents') ? 1000 : 0),
    },
    baseUrl,
  }

  return {
    world,
    store,
    clock,
    courier,
    faults,
    crowds: new Crowds(world, answerers),
    async start() {
      await fellows.start()
      await alarm.start(world)
    },
    async rewind() {
      await alarm.rewind()
      await fellows.clockMoved()
    },
    settled: () => fellows.settled(),
    async close(grace) {
      alarm.stop()
      await courier.close(grace)
      await fellows.end()
      await store.close()
    },
  }
}

/** A seed's first IDs are taken where a world is begun with once more; what has a name stays. */
const anewAt = (start: number, random: Random): Random =>
  start === 1 ? random : { ...random.of(`start ${start}`), of: random.of }

const courierOf = (
  { options, office, report, letGo }: MarketplaceParts,
  owner: string,
  store: Store,
  faults: Faults,
) =>
  new Courier({
    owner,
    log: deliveryLog(store, options.keepDeliveries, owner, letGo),
    transports: office.transports,
    verdictOf:
      options.policy === 'off'
        ? async () => undefined
        : policyJudge(office.readPolicy, wallClock, isRemote(options) ? undefined : 0),
    faults,
    enforcePolicy: options.policy === 'enforce',
    clock: wallClock,
    timer: wallTimer,
    random: systemRandom,
    tries: options.deliveryTries,
    timeout: options.deliveryTimeout,
    firstPause: options.deliveryPause,
    longestPause: 60_000,
    report,
  })

/** Over the wire, what was read lately is believed for a while. */
const isRemote = ({ sqsEndpoint, snsEndpoint }: Options): boolean =>
  Boolean(sqsEndpoint ?? snsEndpoint)

import type { RequestListener } from 'node:http'
import { systemClock, type WorldClock, wallClock } from '../core/clock.js'
import { Seats } from '../core/limiter.js'
import type { Log } from '../core/logger.js'
import { seededRandom, systemRandom } from '../core/random.js'
import { type LetGo, lengthOf } from '../core/retention.js'
import { pause, wallTimer } from '../core/timer.js'
import { version } from '../core/version.js'
import type { Faults } from '../faults/faults.js'
import type { GivenRule } from '../faults/rule.js'
import type { CallReport } from '../mturk/api-call.js'
import { requesterEndpoint } from '../mturk/endpoint.js'
import type { Crowds } from '../mturk/simulation/crowds.js'
import type { World } from '../mturk/unit-of-work.js'
import type { ControlParts } from '../server/app.js'
import { authenticator, readCredentials } from '../server/authenticate.js'
import { edge } from '../server/aws-handler.js'
import { CallLog } from '../server/control/call-log.js'
import type { Info, ResetScope } from '../server/control/contract.js'
import { Feed } from '../server/control/live-feed.js'
import { faultyService } from '../server/fault-injection.js'
import { topicsEndpoint } from '../services/sns/endpoint.js'
import { queuesEndpoint } from '../services/sqs/endpoint.js'
import { forgetDeliveries, forgetEverything } from '../store/forget.js'
import { checkTokens } from './config/check-tokens.js'
import type { Options } from './config/settings.js'
import { type PostOffice, postOffice } from './destinations.js'
import { infoOf } from './info.js'
import { openMarketplace } from './marketplace.js'
import { openPorts } from './ports.js'
import { passOn } from './publish-live-events.js'
import { tidying } from './retention-job.js'
import { openLog, openTelemetry } from './telemetry/create.js'

/** A running emulator. */
export interface Emulator extends Pick<PostOffice, 'mailbox' | 'queues' | 'topics'> {
  /** What an AWS SDK takes as its endpoint. */
  readonly endpoint: string
  readonly smtp: string
  readonly world: World
  readonly worldClock: WorldClock
  /** What is to go wrong. */
  readonly faults: Faults
  readonly feed: Feed
  /** Simulated workers. */
  readonly crowds: Crowds
  info(): Info
  reset(what: ResetScope): Promise<void>
  /** What follows when the world's clock was moved, stopped or set going. */
  rewind(): Promise<void>
  /** Resolves when nothing is on its way any more: neither deliveries nor what topics pass on. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Bytes of one call's body: more than the largest batch of SQS, encoded. */
const longestBody = 8 * 1024 * 1024
/** What is under way when the emulator ends has this long, in milliseconds. */
const grace = 2000

/**
 * Puts an emulator together and opens its ports.
 *
 * @param log hears what it does; unless given, it is written as the settings say
 * @throws SettingError when a setting cannot be followed, in one sentence
 */
export async function launch(options: Options, log: Log = openLog(options)): Promise<Emulator> {
  checkTokens(options)
  const telemetry = await openTelemetry(options, log)
  const { report } = telemetry
  const random = options.seed === undefined ? systemRandom : seededRandom(options.seed)
  const secrets = options.credentials ? readCredentials(options.credentials) : undefined
  const init = options.init
    ? await (await import('./init/init-file.js')).readInitFile(options.init)
    : undefined
  const customerIds = new Map(
    init?.accounts.map(({ account, customerId }) => [account, customerId]),
  )

  let at = { endpoint: '', smtp: '', ready: false }
  const baseUrl = () => at.endpoint
  const feed = new Feed()
  const seats = new Seats(options.longPolls)
  const { retention } = telemetry
  const letGo: LetGo = (...how) => retention.letGo('deliveries', 'The delivery log', ...how)
  const office = postOffice(options, random.of('post office'), baseUrl, seats, retention.letGo)
  const faultRules = (init?.faults ?? []) as readonly GivenRule[]
  const parts = {
    options,
    random,
    office,
    baseUrl,
    customerIds,
    faultRules,
    report,
    letGo,
  }
  const market = await openMarketplace(parts)
  const { world, store, courier, faults } = market
  const info = () => infoOf(options, market, { ...at, dropped: retention.dropped })

  const requestIds = random.of('requests')
  const calls = new CallLog({
    clock: wallClock,
    keep: options.keepCalls,
    keepFor: lengthOf(options.keepCallsFor),
    letGo: (...how) => retention.letGo('calls', 'The log of calls', ...how),
  })
  const reportCall = ({ cause, ...call }: CallReport) => {
    if (cause) report(cause, call.requestId)
    const { requestId, operation } = call
    for (const fault of call.faults ?? [])
      telemetry.log.info(`${operation} met a fault: ${fault.what}`, { requestId, ...fault })
    const kept = { at: wallClock.now(), ...call }
    calls.add(kept)
    feed.tell({ type: 'call', call: kept })
  }
  const watched = { faults, timer: wallTimer, report: reportCall }
  const requester = requesterEndpoint(world, watched)
  const controlParts: ControlParts = {
    ...market,
    exported: async () => (await import('./init/export.js')).exported(store, office, customerIds),
    longestUpload: options.uploadLimit,
    timer: wallTimer,
    calls,
    requester,
    random: requestIds,
    region: options.region,
    inbox: office.inbox,
    feed,
    info,
    figures: () => telemetry.figures({ ...office, store }),
    report,
    settled,
    reset,
    controlHosts: options.controlHosts.split(',').filter(Boolean),
    token: options.token,
    workerToken: options.workerToken,
    seats,
  }
  let pages: Promise<RequestListener> | undefined
  const listener = edge({
    services: {
      mturk: requester,
      sqs: faultyService(
        'sqs',
        queuesEndpoint(office.queues, { clock: wallClock, baseUrl }),
        watched,
      ),
      sns: faultyService('sns', topicsEndpoint(office.topics), watched),
    },
    pages: () => {
      pages ??= import('../server/app.js').then(({ controlApi }) =>
        telemetry.watchPages(controlApi(controlParts)),
      )
      return pages
    },
    authenticate: authenticator(secrets, systemClock),
    random: requestIds,
    region: options.region,
    version,
    longestBody,
    report,
    watch: telemetry.watchCall,
  })

  const ports = await openPorts(options, listener, office.mailbox).catch(async (error) => {
    await market.close(0)
    throw error
  })
  at = { ...at, endpoint: ports.endpoint, smtp: ports.smtp }

  const endTidying = tidying(options, { ...office, store, calls, letGo, report })
  async function end(): Promise<void> {
    endTidying()
    const isUsed = at.ready
    at = { ...at, ready: false }
    if (isUsed && options.drain > 0) {
      ports.drain()
      await pause(wallTimer, options.drain)
    }
    await ports.close(grace)
    await market.close(grace)
    await telemetry.close(grace)
  }
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= end()
    return closing
  }

  try {
    if (init) (await import('./init/furnish.js')).furnish(init, office, options.region)
    passOn(courier, office, feed)
    telemetry.watchTopics(office.topics)
    courier.onChange(
      (delivery) => delivery.owner === courier.owner && telemetry.watchDelivery(delivery),
    )
    if (init) await (await import('./init/populate.js')).populate(world, market.crowds, init)
  } catch (error) {
    await close()
    throw error
  }
  await market.start()
  at = { ...at, ready: true }
  log.info('Started', { version, endpoint: at.endpoint, smtp: at.smtp })

  async function settled(): Promise<void> {
    await market.settled()
    await office.topics.settled()
  }

  async function reset(what: ResetScope): Promise<void> {
    await (what === 'all' ? forgetEverything(store) : forgetDeliveries(store))
    office.mailbox.clear()
    if (what === 'all') {
      faults.restore()
      calls.clear()
      office.queues.reset()
      office.topics.reset()
    } else {
      office.queues.purge()
      office.topics.clear()
    }
    feed.tell({ type: 'reset', what })
  }

  const { endpoint, smtp } = ports
  const { clock: worldClock, crowds, rewind } = market
  return {
    ...office,
    endpoint,
    smtp,
    world,
    worldClock,
    faults,
    crowds,
    feed,
    info,
    reset,
    rewind,
    settled,
    close,
  }
}

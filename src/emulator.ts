import { authenticator, readCredentials } from './authenticate.js'
import { WorldClock, wallClock } from './clock/clock.js'
import { seededRandom, systemRandom } from './clock/random.js'
import { wallTimer } from './clock/timer.js'
import type { Info, ResetScope } from './control/contract.js'
import { Feed } from './control/feed.js'
import type { ControlParts } from './control/routes.js'
import { Alarm } from './deadlines/alarm.js'
import { customerIdOf, defaultAccount } from './domain/account.js'
import { centsIn } from './domain/ledger.js'
import { edge } from './edge.js'
import { Fellows } from './fellows.js'
import { listen } from './listen.js'
import { Courier } from './notifications/courier.js'
import { policyJudge } from './notifications/policy-reader.js'
import * as operations from './operations/index.js'
import { type Options, SettingError } from './options.js'
import { passOn } from './pass-on.js'
import { type PostOffice, postOffice } from './post-office.js'
import { openSmtp } from './receivers/mailbox/smtp.js'
import { queuesEndpoint } from './receivers/queues/endpoint.js'
import { topicsEndpoint } from './receivers/topics/endpoint.js'
import { requesterEndpoint } from './requester-endpoint.js'
import { clockLeftIn, leaveClockIn } from './store/clock-note.js'
import { deliveryLog } from './store/delivery-log.js'
import { forgetDeliveries, forgetEverything } from './store/forget.js'
import { openStore } from './store/open-store.js'
import { version } from './version.js'
import type { World } from './world.js'

/** A running emulator. */
export interface Emulator extends Pick<PostOffice, 'mailbox' | 'queues' | 'topics'> {
  /** What an AWS SDK takes as its endpoint. */
  readonly endpoint: string
  readonly smtp: string
  readonly world: World
  readonly feed: Feed
  info(): Info
  reset(what: ResetScope): Promise<void>
  /** Resolves when nothing is on its way any more: neither deliveries nor what topics pass on. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Bytes of one call's body: more than the largest batch of SQS, encoded. */
const longestBody = 8 * 1024 * 1024
const longestMail = 10 * 1024 * 1024
/** What is under way when the emulator ends has this long, in milliseconds. */
const grace = 2000

/**
 * Puts an emulator together and opens its ports.
 *
 * @throws SettingError when a setting cannot be followed, in one sentence
 */
export async function launch(options: Options): Promise<Emulator> {
  const random = options.seed === undefined ? systemRandom : seededRandom(options.seed)
  const clock = new WorldClock(wallClock, options.clock)
  const secrets = options.credentials ? readCredentials(options.credentials) : undefined
  const init = options.init
    ? await (await import('./init/init-file.js')).readInitFile(options.init)
    : undefined
  const customerIds = new Map(
    init?.accounts.map(({ account, customerId }) => [account, customerId]),
  )

  let endpoint = ''
  let ready = false
  const feed = new Feed()
  const office = postOffice(options, random, () => endpoint)
  const store = await openStore(options.data)
  clock.restore(await clockLeftIn(store))
  const owner = systemRandom.uuid()
  const courier = new Courier({
    owner,
    log: deliveryLog(store, options.keepDeliveries, { id: owner, wall: wallClock }),
    transports: office.transports,
    verdictOf:
      options.policy === 'off'
        ? async () => undefined
        : policyJudge(office.readPolicy, wallClock, isRemote(options) ? undefined : 0),
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
  const alarm = new Alarm(clock, wallTimer, report)
  const fellows = new Fellows({
    id: owner,
    lease: options.lease,
    store,
    courier,
    alarm,
    clock,
    wall: wallClock,
    timer: wallTimer,
    report,
  })
  const world: World = {
    store,
    clock,
    wall: wallClock,
    random,
    courier,
    customerIdOf: (account) => customerIds.get(account) ?? customerIdOf(account),
    alarm: (due) => alarm.hear(due),
    // A mail server that is down fails no change: the mail is lost, and the log says so.
    mail: (letter) => office.mail(letter).catch(report),
    environment: options.environment,
    rules: {
      balance: options.balance,
      openingBalance: centsIn(options.openingBalance),
      quirks: new Set(options.quirk),
      settingsDelay: options.settingsDelay,
      batchWindow: options.batchWindow || (options.quirk.includes('batched-documents') ? 1000 : 0),
    },
    baseUrl: () => endpoint,
  }

  const parts: ControlParts = {
    world,
    clock,
    rewind,
    exported: async () => (await import('./init/export.js')).exported(store, office, customerIds),
    longestUpload: options.uploadLimit,
    store,
    courier,
    timer: wallTimer,
    inbox: office.inbox,
    feed,
    info,
    settled,
    reset,
    controlHosts: options.controlHosts.split(',').filter(Boolean),
  }
  let pages: Promise<ReturnType<typeof import('./control/routes.js').controlApi>> | undefined
  const listener = edge({
    services: {
      mturk: requesterEndpoint(world, ({ cause, ...call }) => {
        if (cause) report(cause)
        feed.tell({ type: 'call', call: { at: wallClock.now(), ...call } })
      }),
      sqs: queuesEndpoint(office.queues, {
        clock: wallClock,
        baseUrl: () => endpoint,
      }),
      sns: topicsEndpoint(office.topics),
    },
    pages: () => {
      pages ??= import('./control/routes.js').then(({ controlApi }) => controlApi(parts))
      return pages
    },
    authenticate: authenticator(secrets, wallClock),
    random,
    region: options.region,
    version,
    longestBody,
    report,
  })

  const http = await listen(listener, options.host, options.port, wallTimer.after).catch(
    async (error) => {
      await store.close()
      throw error
    },
  )
  const smtp = await openSmtp(
    { mailbox: office.mailbox, longestMail, connections: 100 },
    options.host,
    options.smtpPort,
  ).catch(async (error: NodeJS.ErrnoException) => {
    await Promise.all([http.close(0), store.close()])
    throw new SettingError(
      `Port ${options.smtpPort} of ${options.host} cannot be the mailbox's (${error.code}). Give --smtp-port another, or 0 for a free one.`,
    )
  })
  const host = reachableName(options.host)
  endpoint = `http://${host}:${http.port}`

  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= end()
    return closing
  }

  async function end(): Promise<void> {
    await http.close(grace)
    alarm.stop()
    await smtp.close()
    await courier.close(grace)
    await fellows.end()
    await store.close()
  }

  try {
    if (init) (await import('./init/furnish.js')).furnish(init, office, options.region)
    passOn(courier, office, feed)
    if (init) await (await import('./init/populate.js')).populate(world, init)
  } catch (error) {
    await close()
    throw error
  }
  await fellows.start()
  await alarm.start(world)
  ready = true

  function info(): Info {
    return {
      version,
      endpoint,
      smtp: `smtp://${host}:${smtp.port}`,
      environment: options.environment,
      account: defaultAccount,
      customerId: world.customerIdOf(defaultAccount),
      now: clock.now(),
      clock: clock.isFrozen ? 'frozen' : 'running',
      ready,
      destinations: {
        email: withoutSecret(options.smtp) ?? 'the built-in mailbox',
        sqs: options.sqsEndpoint ?? 'the built-in queues',
        sns: options.snsEndpoint ?? 'the built-in topics',
      },
      operations: Object.keys(operations).sort(),
    }
  }

  /** What follows when the clock was moved, stopped or set going. */
  async function rewind(): Promise<void> {
    await alarm.rewind()
    await leaveClockIn(store, clock.state)
    await fellows.clockMoved()
  }

  async function settled(): Promise<void> {
    await fellows.settled()
    await office.topics.settled()
  }

  async function reset(what: ResetScope): Promise<void> {
    await (what === 'all' ? forgetEverything(store) : forgetDeliveries(store))
    office.mailbox.clear()
    if (what === 'all') {
      office.queues.reset()
      office.topics.reset()
    } else {
      office.queues.purge()
      office.topics.clear()
    }
    feed.tell({ type: 'reset', what })
  }

  return {
    ...office,
    endpoint,
    smtp: `smtp://${host}:${smtp.port}`,
    world,
    feed,
    info,
    reset,
    settled,
    close,
  }
}

/** Over the wire, what was read lately is believed for a while. */
const isRemote = ({ sqsEndpoint, snsEndpoint }: Options): boolean =>
  Boolean(sqsEndpoint ?? snsEndpoint)

/** A program cannot connect to "every address", so it is told one that answers. */
const reachableName = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host

function withoutSecret(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** What went wrong inside is for whoever runs it, never for a caller. */
function report(error: unknown): void {
  process.stderr.write(
    `mturk-local: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
}

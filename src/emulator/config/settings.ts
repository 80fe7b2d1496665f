import { type LogLevel, logLevels } from '../../core/logger.js'
import { isQuirk, type Quirk, quirks } from '../../domain/quirks.js'
import { readRules } from '../../faults/read-rule.js'
import type { GivenRule } from '../../faults/rule.js'
import { age, choice, flag, port, type Setting, text, url, wholeNumber } from './setting.js'

const token = (says: string): Setting<string | undefined> => ({
  ...text('TEXT', says),
  read: (given: string) => (/^[A-Za-z0-9._~-]{16,200}$/.test(given) ? given : undefined),
  give: '16 to 200 letters, digits and . _ ~ - that nobody can guess',
  secret: true,
})

/** Every setting, once: the flag is its name with dashes, the variable `MTURK_LOCAL_` and its name. */
export const settings = {
  port: port(6887, 'Port for the API, the queues, the topics and the pages; 0 takes a free one.'),
  smtpPort: port(6825, 'Port of the built-in mailbox; 0 takes a free one.'),
  host: {
    ...text('ADDRESS', 'Address to listen on.'),
    default: '127.0.0.1',
    read: (given: string) => (/^[A-Za-z0-9.:_-]+$/.test(given) ? given : undefined),
    give: 'an IP address or a host name',
  } as Setting<string>,
  token: token(
    'What the control API and the pages ask for; without it, they are open to whoever reaches them.',
  ),
  workerToken: token(
    'What opens the worker site to workers, and nothing else; it goes with --token, which they need not know.',
  ),
  data: {
    ...text(
      'FILE',
      'Where to keep the world: a file, or postgres://…; without it, it is kept in memory and forgotten.',
    ),
    default: ':memory:',
  } as Setting<string>,
  synchronous: choice(
    ['normal', 'full'],
    'What a file survives: at normal a crash of the emulator, at full a power cut too, for some milliseconds a change.',
  ),
  init: text(
    'FILE',
    'JSON file of what the world begins with: queues, topics, HIT types, HITs, workers; see docs/init-file.md.',
  ),
  environment: choice(
    ['sandbox', 'production'],
    'Which of Amazon’s two environments the answers look like.',
  ),
  credentials: text('FILE', 'JSON file of access keys and secrets; signatures are checked then.'),
  region: {
    ...text('REGION', 'Region of a call that names none.'),
    default: 'us-east-1',
    read: (given: string) => (/^[a-z]{2}(-[a-z]+)+-\d$/.test(given) ? given : undefined),
    give: 'a region such as us-east-1',
  } as Setting<string>,
  smtp: url(
    ['smtp:', 'smtps:'],
    'smtp://127.0.0.1:1025',
    'Mail server to deliver to instead of the built-in mailbox.',
  ),
  sqsEndpoint: url(
    ['http:', 'https:'],
    'http://127.0.0.1:4566',
    'SQS to deliver to instead of the built-in queues.',
  ),
  snsEndpoint: url(
    ['http:', 'https:'],
    'http://127.0.0.1:4566',
    'SNS to deliver to instead of the built-in topics.',
  ),
  allowAws: flag('Let deliveries leave for the real amazonaws.com.'),
  balance: choice(
    ['sandbox', 'enforced'],
    'Whether money runs out: in the sandbox the balance is always 10000.00.',
  ),
  openingBalance: {
    ...text('DOLLARS', 'What each account has to begin with when balances are enforced.'),
    default: '10000.00',
    read: (given: string) => (/^\d{1,10}(\.\d{1,2})?$/.test(given) ? given : undefined),
    give: 'an amount such as 100.00',
  } as Setting<string>,
  quirk: {
    value: 'NAMES',
    default: [] as readonly Quirk[],
    says: 'What the real MTurk was seen to do, by names from docs/quirks.md, separated by commas.',
    read: (given: string) => {
      const names = given.split(',').filter(Boolean)
      return names.every(isQuirk) ? names : undefined
    },
    give: `some of ${Object.keys(quirks).join(', ')}`,
  } as Setting<readonly Quirk[]>,
  fault: {
    value: 'RULES',
    default: [] as readonly GivenRule[],
    says: 'What is to go wrong, by rules as in docs/faults.md, separated by semicolons.',
    read: (given: string) => {
      readRules(given, { id: () => 'new', now: new Date(0) })
      return [given]
    },
    give: 'rules such as "throttle operation=CreateHIT nth=1"',
    structured: true,
  } as Setting<readonly GivenRule[]>,
  settingsDelay: wholeNumber(
    'MS',
    0,
    'Milliseconds after which changed notification settings come into force; on MTurk up to five minutes.',
  ),
  batchWindow: wholeNumber(
    'MS',
    0,
    'Milliseconds within which events of one HIT type for one destination share a document.',
    { max: 600_000 },
  ),
  policy: choice(
    ['warn', 'enforce', 'off'],
    'What to do when a queue’s or topic’s policy would keep the real service out.',
  ),
  deliveryTries: wholeNumber('COUNT', 8, 'Tries of one delivery before it is given up.', {
    min: 1,
    max: 1000,
  }),
  deliveryTimeout: wholeNumber('MS', 10_000, 'Milliseconds one try of a delivery may take.', {
    min: 1,
    max: 600_000,
  }),
  deliveryPause: wholeNumber(
    'MS',
    1000,
    'Milliseconds to wait after a first failure; doubles with each further one.',
    { max: 600_000 },
  ),
  lease: wholeNumber(
    'MS',
    15_000,
    'Milliseconds after which a silent process counts as gone to those that share its database.',
    { min: 300, max: 600_000 },
  ),
  drain: wholeNumber(
    'MS',
    0,
    'Milliseconds in which one that is told to end still answers, while /_mturk/ready says that it will not: for a load balancer to look elsewhere.',
    { max: 600_000 },
  ),
  controlHosts: {
    ...text(
      'NAMES',
      'Host names besides loopback’s that the control API and the pages answer to, separated by commas.',
    ),
    default: '',
    read: (given: string) => (/^[A-Za-z0-9.,:[\]_-]*$/.test(given) ? given : undefined),
    give: 'host names separated by commas',
  } as Setting<string>,
  subscriberHosts: {
    ...text('NAMES', 'Hosts besides this machine that topics may post to, separated by commas.'),
    default: '',
    read: (given: string) => (/^[A-Za-z0-9.,:[\]_-]*$/.test(given) ? given : undefined),
    give: 'host names separated by commas',
  } as Setting<string>,
  connections: wholeNumber(
    'COUNT',
    1000,
    'HTTP connections at one time; a further one is closed at once.',
    { min: 1, max: 100_000 },
  ),
  longPolls: wholeNumber(
    'COUNT',
    500,
    'Requests that may wait at one time, for messages, deliveries or whatever happens; a further one is refused.',
    { min: 1, max: 100_000 },
  ),
  keepMessages: wholeNumber('COUNT', 100_000, 'Messages kept in one built-in queue.', { min: 1 }),
  keepMails: wholeNumber('COUNT', 1000, 'Mails kept in the built-in mailbox.', { min: 1 }),
  keepMailsFor: age('a mail is kept in the built-in mailbox'),
  uploadLimit: wholeNumber('BYTES', 10_000_000, 'Bytes of one file that a worker hands in.', {
    min: 1,
    max: 2_000_000_000,
  }),
  keepCalls: wholeNumber('COUNT', 1000, 'Calls of the API kept to be looked at.', { min: 1 }),
  keepCallsFor: age('a call of the API is kept to be looked at'),
  keepDeliveries: wholeNumber('COUNT', 100_000, 'Finished deliveries kept in the log.', { min: 1 }),
  keepDeliveriesFor: age('a delivery is kept in the log once it is sent or given up'),
  clock: {
    value: 'INSTANT',
    default: undefined as Date | undefined,
    says: 'Instant at which the world’s clock stands still until it is moved; without it, it runs.',
    read: (given: string) => (Number.isNaN(Date.parse(given)) ? undefined : new Date(given)),
    give: 'an instant such as 2026-01-01T00:00:00Z',
  } as Setting<Date | undefined>,
  seed: text('TEXT', 'Makes IDs repeat from run to run.'),
  logLevel: {
    ...choice(
      logLevels,
      'How much the log says: at warn what failed, at info each call and delivery too.',
    ),
    default: 'warn',
  } as Setting<LogLevel>,
  logFormat: choice(
    ['auto', 'json', 'pretty'],
    'How the log says it: auto is pretty on a terminal, JSON elsewhere.',
  ),
  otlpEndpoint: {
    ...url(
      ['http:', 'https:'],
      'http://127.0.0.1:4318',
      'OpenTelemetry collector to send traces to, as OTLP over HTTP; none are sent without it.',
    ),
    alsoVariable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
}

export type Options = { readonly [K in keyof typeof settings]: SettingValue<(typeof settings)[K]> }
type SettingValue<S> = S extends Setting<infer T> ? T : never

export const flagOf = (name: string): string => `--${dashed(name)}`
export const variableOf = (name: string): string =>
  `MTURK_LOCAL_${dashed(name).replaceAll('-', '_').toUpperCase()}`

const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

import { type LogLevel, logLevels } from '../../core/logger.js'
import { isQuirk, type Quirk, quirks } from '../../domain/quirks.js'
import { readRules } from '../../faults/read-rule.js'
import type { FaultRuleInput } from '../../faults/rule.js'
import {
  retentionSetting,
  choiceSetting,
  booleanSetting,
  portSetting,
  type Setting,
  textSetting,
  urlSetting,
  integerSetting,
} from './setting.js'

const tokenSetting = (description: string): Setting<string | undefined> => ({
  ...textSetting('TEXT', description),
  parse: (input: string) => (/^[A-Za-z0-9._~-]{16,200}$/.test(input) ? input : undefined),
  expected: '16 to 200 letters, digits and . _ ~ - that nobody can guess',
  secret: true,
})

/** Every setting, once: the flag is its name with dashes, the variable `MTURK_LOCAL_` and its name. */
export const settings = {
  port: portSetting(
    6887,
    'Port for the API, the queues, the topics and the pages; 0 takes a free one.',
  ),
  smtpPort: portSetting(6825, 'Port of the built-in mailbox; 0 takes a free one.'),
  host: {
    ...textSetting('ADDRESS', 'Address to listen on.'),
    default: '127.0.0.1',
    parse: (input: string) => (/^[A-Za-z0-9.:_-]+$/.test(input) ? input : undefined),
    expected: 'an IP address or a host name',
  } as Setting<string>,
  token: tokenSetting(
    'What the control API and the pages ask for; without it, they are open to whoever reaches them.',
  ),
  workerToken: tokenSetting(
    'What opens the worker site to workers, and nothing else; it goes with --token, which they need not know.',
  ),
  data: {
    ...textSetting(
      'FILE',
      'Where to keep the world: a file, or postgres://…; without it, it is kept in memory and forgotten.',
    ),
    default: ':memory:',
  } as Setting<string>,
  synchronous: choiceSetting(
    ['normal', 'full'],
    'What a file survives: at normal a crash of the emulator, at full a power cut too, for some milliseconds a change.',
  ),
  init: textSetting(
    'FILE',
    'JSON file of what the world begins with: queues, topics, HIT types, HITs, workers; see docs/init-file.md.',
  ),
  environment: choiceSetting(
    ['sandbox', 'production'],
    'Which of Amazon’s two environments the answers look like.',
  ),
  credentials: textSetting(
    'FILE',
    'JSON file of access keys and secrets; signatures are checked then.',
  ),
  region: {
    ...textSetting('REGION', 'Region of a call that names none.'),
    default: 'us-east-1',
    parse: (input: string) => (/^[a-z]{2}(-[a-z]+)+-\d$/.test(input) ? input : undefined),
    expected: 'a region such as us-east-1',
  } as Setting<string>,
  smtp: urlSetting(
    ['smtp:', 'smtps:'],
    'smtp://127.0.0.1:1025',
    'Mail server to deliver to instead of the built-in mailbox.',
  ),
  sqsEndpoint: urlSetting(
    ['http:', 'https:'],
    'http://127.0.0.1:4566',
    'SQS to deliver to instead of the built-in queues.',
  ),
  snsEndpoint: urlSetting(
    ['http:', 'https:'],
    'http://127.0.0.1:4566',
    'SNS to deliver to instead of the built-in topics.',
  ),
  allowAws: booleanSetting('Let deliveries leave for the real amazonaws.com.'),
  balance: choiceSetting(
    ['sandbox', 'enforced'],
    'Whether money runs out: in the sandbox the balance is always 10000.00.',
  ),
  openingBalance: {
    ...textSetting('DOLLARS', 'What each account has to begin with when balances are enforced.'),
    default: '10000.00',
    parse: (input: string) => (/^\d{1,10}(\.\d{1,2})?$/.test(input) ? input : undefined),
    expected: 'an amount such as 100.00',
  } as Setting<string>,
  quirk: {
    placeholder: 'NAMES',
    default: [] as readonly Quirk[],
    description:
      'What the real MTurk was seen to do, by names from docs/quirks.md, separated by commas.',
    parse: (input: string) => {
      const names = input.split(',').filter(Boolean)
      return names.every(isQuirk) ? names : undefined
    },
    expected: `some of ${Object.keys(quirks).join(', ')}`,
  } as Setting<readonly Quirk[]>,
  fault: {
    placeholder: 'RULES',
    default: [] as readonly FaultRuleInput[],
    description: 'What is to go wrong, by rules as in docs/faults.md, separated by semicolons.',
    parse: (input: string) => {
      readRules(input, { id: () => 'new', now: new Date(0) })
      return [input]
    },
    expected: 'rules such as "throttle operation=CreateHIT nth=1"',
    structured: true,
  } as Setting<readonly FaultRuleInput[]>,
  settingsDelay: integerSetting(
    'MS',
    0,
    'Milliseconds after which changed notification settings come into force; on MTurk up to five minutes.',
  ),
  batchWindow: integerSetting(
    'MS',
    0,
    'Milliseconds within which events of one HIT type for one destination share a document.',
    { max: 600_000 },
  ),
  policy: choiceSetting(
    ['warn', 'enforce', 'off'],
    'What to do when a queue’s or topic’s policy would keep the real service out.',
  ),
  deliveryAttempts: integerSetting('COUNT', 8, 'Tries of one delivery before it is given up.', {
    min: 1,
    max: 1000,
  }),
  deliveryTimeout: integerSetting('MS', 10_000, 'Milliseconds one try of a delivery may take.', {
    min: 1,
    max: 600_000,
  }),
  deliveryBackoff: integerSetting(
    'MS',
    1000,
    'Milliseconds to wait after a first failure; doubles with each further one.',
    { max: 600_000 },
  ),
  lease: integerSetting(
    'MS',
    15_000,
    'Milliseconds after which a silent process counts as gone to those that share its database.',
    { min: 300, max: 600_000 },
  ),
  drain: integerSetting(
    'MS',
    0,
    'Milliseconds in which one that is told to end still answers, while /_mturk/ready says that it will not: for a load balancer to look elsewhere.',
    { max: 600_000 },
  ),
  controlHosts: {
    ...textSetting(
      'NAMES',
      'Host names besides loopback’s that the control API and the pages answer to, separated by commas.',
    ),
    default: '',
    parse: (input: string) => (/^[A-Za-z0-9.,:[\]_-]*$/.test(input) ? input : undefined),
    expected: 'host names separated by commas',
  } as Setting<string>,
  subscriberHosts: {
    ...textSetting(
      'NAMES',
      'Hosts besides this machine that topics may post to, separated by commas.',
    ),
    default: '',
    parse: (input: string) => (/^[A-Za-z0-9.,:[\]_-]*$/.test(input) ? input : undefined),
    expected: 'host names separated by commas',
  } as Setting<string>,
  connections: integerSetting(
    'COUNT',
    1000,
    'HTTP connections at one time; a further one is closed at once.',
    { min: 1, max: 100_000 },
  ),
  longPolls: integerSetting(
    'COUNT',
    500,
    'Requests that may wait at one time, for messages, deliveries or whatever happens; a further one is refused.',
    { min: 1, max: 100_000 },
  ),
  keepMessages: integerSetting('COUNT', 100_000, 'Messages kept in one built-in queue.', {
    min: 1,
  }),
  keepMails: integerSetting('COUNT', 1000, 'Mails kept in the built-in mailbox.', { min: 1 }),
  keepMailsFor: retentionSetting('a mail is kept in the built-in mailbox'),
  uploadLimit: integerSetting('BYTES', 10_000_000, 'Bytes of one file that a worker hands in.', {
    min: 1,
    max: 2_000_000_000,
  }),
  keepCalls: integerSetting('COUNT', 1000, 'Calls of the API kept to be looked at.', { min: 1 }),
  keepCallsFor: retentionSetting('a call of the API is kept to be looked at'),
  keepDeliveries: integerSetting('COUNT', 100_000, 'Finished deliveries kept in the log.', {
    min: 1,
  }),
  keepDeliveriesFor: retentionSetting('a delivery is kept in the log once it is sent or given up'),
  clock: {
    placeholder: 'INSTANT',
    default: undefined as Date | undefined,
    description:
      'Instant at which the world’s clock stands still until it is moved; without it, it runs.',
    parse: (input: string) => (Number.isNaN(Date.parse(input)) ? undefined : new Date(input)),
    expected: 'an instant such as 2026-01-01T00:00:00Z',
  } as Setting<Date | undefined>,
  seed: textSetting('TEXT', 'Makes IDs repeat from run to run.'),
  logLevel: {
    ...choiceSetting(
      logLevels,
      'How much the log says: at warn what failed, at info each call and delivery too.',
    ),
    default: 'warn',
  } as Setting<LogLevel>,
  logFormat: choiceSetting(
    ['auto', 'json', 'pretty'],
    'How the log says it: auto is pretty on a terminal, JSON elsewhere.',
  ),
  otlpEndpoint: {
    ...urlSetting(
      ['http:', 'https:'],
      'http://127.0.0.1:4318',
      'OpenTelemetry collector to send traces to, as OTLP over HTTP; none are sent without it.',
    ),
    fallbackEnvName: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
}

export type Config = { readonly [K in keyof typeof settings]: SettingValue<(typeof settings)[K]> }
type SettingValue<S> = S extends Setting<infer T> ? T : never

export const flagName = (name: string): string => `--${toKebabCase(name)}`
export const envName = (name: string): string =>
  `MTURK_LOCAL_${toKebabCase(name).replaceAll('-', '_').toUpperCase()}`

const toKebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

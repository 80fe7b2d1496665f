import { type LogLevel, logLevels } from '../../core/logger.js'
import { isQuirk, type Quirk, quirks } from '../../domain/quirks.js'
import { readRules } from '../../faults/read-rule.js'
import type { FaultRuleInput } from '../../faults/rule.js'
import { queueSourcePattern } from '../../services/lambda/queue-source.js'
import {
  booleanSetting,
  choiceSetting,
  integerSetting,
  listSetting,
  portSetting,
  retentionSetting,
  type Setting,
  textSetting,
  urlSetting,
  worldRetentionSetting,
} from './setting.js'

const tokenSetting = (description: string): Setting<string | undefined> => ({
  ...textSetting('TEXT', description),
  parse: (input: string) => (/^[A-Za-z0-9._~-]{16,200}$/.test(input) ? input : undefined),
  expected: '16 to 200 letters, digits and . _ ~ - that are hard to guess',
  secret: true,
})

/**
 * All settings. The flag is the name in kebab case, the variable `MTURK_LOCAL_` and the name in
 * upper case.
 */
export const settings = {
  port: portSetting(
    6887,
    'Port for the API, the queues, the topics and the pages; 0 takes a free one.',
  ),
  smtpPort: portSetting(6825, 'Port of the built-in mailbox; 0 takes a free one.'),
  smtpStarttls: booleanSetting(
    'Offer STARTTLS in the built-in mailbox, with a certificate created at each start, which clients must not verify.',
  ),
  host: {
    ...textSetting('ADDRESS', 'Address to listen on.'),
    default: '127.0.0.1',
    parse: (input: string) => (/^[A-Za-z0-9.:_-]+$/.test(input) ? input : undefined),
    expected: 'an IP address or a host name',
  } as Setting<string>,
  advertise: {
    ...urlSetting(
      ['http:', 'https:'],
      'https://mturk.example.com',
      'URL at which clients reach the emulator, with which every URL that it returns begins; by default the host of the call, else the address it listens on.',
    ),
    parse: (input: string) => {
      const url = URL.canParse(input) ? new URL(input) : undefined
      return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
        ? url.origin
        : undefined
    },
    expected: 'a URL without a path, such as https://mturk.example.com',
  },
  snsLinks: choiceSetting(
    ['endpoint', 'amazon'],
    'Host of the links in SNS messages: that of the emulator, or sns.REGION.amazonaws.com, which message validators require.',
  ),
  token: tokenSetting(
    'Token that the control API and the pages require; without it, anyone who can reach them can use them.',
  ),
  workerToken: tokenSetting(
    'Token that opens the worker site only; requires --token, which workers do not need.',
  ),
  data: {
    ...textSetting(
      'FILE',
      'Where to store the state: by default in memory, until exit; a file, which also keeps the built-in queues, topics and mailbox and the fault rules; or a postgres:// URL, which does not (docs/deploy.md lists what survives).',
    ),
    default: ':memory:',
  } as Setting<string>,
  synchronous: choiceSetting(
    ['full', 'normal'],
    'What the data file survives: full a crash of the emulator and a power failure; normal a crash only, without waiting for the disk.',
  ),
  init: textSetting(
    'FILE',
    'JSON file of seed data: queues, topics, HIT types, HITs, workers; see docs/init-file.md.',
  ),
  environment: choiceSetting(
    ['sandbox', 'production'],
    'Environment of Amazon that the responses imitate.',
  ),
  credentials: textSetting(
    'FILE',
    'JSON file of access keys and secrets; with it, signatures are checked.',
  ),
  region: {
    ...textSetting('REGION', 'Region of calls that do not name one.'),
    default: 'us-east-1',
    parse: (input: string) => (/^[a-z]{2}(-[a-z]+)+-\d$/.test(input) ? input : undefined),
    expected: 'a region such as us-east-1',
  } as Setting<string>,
  smtp: urlSetting(
    ['smtp:', 'smtps:'],
    'smtp://127.0.0.1:1025',
    'Mail server that receives e-mail notifications instead of the built-in mailbox.',
  ),
  sqsEndpoint: urlSetting(
    ['http:', 'https:'],
    'http://127.0.0.1:4566',
    'SQS endpoint that receives notifications instead of the built-in queues.',
  ),
  snsEndpoint: urlSetting(
    ['http:', 'https:'],
    'http://127.0.0.1:4566',
    'SNS endpoint that receives notifications instead of the built-in topics.',
  ),
  lambda: listSetting(
    'NAME=FILE.HANDLER',
    'Function that topics and queues invoke, with its handler in Python or Node, such as review=src/app.handler; may be given several times.',
    /^[\w-]{1,64}=.+\.[\w$]+$/,
    'a name and a handler, such as review=src/app.handler',
  ),
  lambdaQueue: listSetting(
    'QUEUE=FUNCTION',
    'Built-in queue, by name or ARN, whose messages a function gets, with BatchSize=1 to 10 and ReportBatchItemFailures after spaces if needed, such as "news=review BatchSize=5"; may be given several times.',
    queueSourcePattern,
    'a queue and a function, such as news=review or "news=review BatchSize=5 ReportBatchItemFailures"',
  ),
  lambdaEndpoint: urlSetting(
    ['http:', 'https:'],
    'http://127.0.0.1:3001',
    'Lambda endpoint that runs functions that --lambda does not define.',
  ),
  lambdaTimeout: integerSetting(
    'MS',
    3000,
    'Milliseconds that a function of --lambda may take before its process is ended.',
    { min: 1, max: 900_000 },
  ),
  lambdaEnv: {
    ...listSetting(
      'NAME=VALUE',
      'Environment variable of the functions of --lambda, which get no other variables than those of the system; a name alone passes the variable of the emulator on; may be given several times.',
      /^[A-Za-z_]\w*(=.*)?$/s,
      'a variable such as TABLE=answers',
    ),
    secret: true as const,
  },
  lambdaPython: textSetting(
    'PROGRAM',
    'Python that runs the handlers in Python; by default python3, on Windows python.',
  ),
  ca: textSetting(
    'FILE',
    'PEM file of certificate authorities to trust, besides the public ones, for --smtp, --sqs-endpoint, --sns-endpoint, --lambda-endpoint, --otlp-endpoint and https subscribers; certificates of loopback names are not verified.',
  ),
  allowAws: booleanSetting('Allow deliveries to the real amazonaws.com.'),
  balance: choiceSetting(
    ['sandbox', 'enforced'],
    'Whether balances are enforced: in the sandbox the balance is always 10000.00.',
  ),
  openingBalance: {
    ...textSetting('DOLLARS', 'Initial balance of each account when balances are enforced.'),
    default: '10000.00',
    parse: (input: string) => (/^\d{1,10}(\.\d{1,2})?$/.test(input) ? input : undefined),
    expected: 'an amount such as 100.00',
  } as Setting<string>,
  quirk: {
    placeholder: 'NAMES',
    default: [] as readonly Quirk[],
    description:
      'Misbehaviour of the real MTurk to imitate, as names from docs/quirks.md separated by commas.',
    parse: (input: string) => {
      const names = input.split(',').filter(Boolean)
      return names.every(isQuirk) ? names : undefined
    },
    expected: `some of ${Object.keys(quirks).join(', ')}`,
  } as Setting<readonly Quirk[]>,
  fault: {
    placeholder: 'RULES',
    default: [] as readonly FaultRuleInput[],
    description: 'Fault injection rules as in docs/faults.md, separated by semicolons.',
    parse: (input: string) => {
      readRules(input, { id: () => 'new', now: new Date(0) })
      return [input]
    },
    expected: 'rules such as "throttle operation=CreateHIT nth=1"',
    structured: true,
  } as Setting<readonly FaultRuleInput[]>,
  autoApprovalGap: integerSetting(
    'MS',
    5000,
    'Milliseconds of the clock from a submission to its automatic approval where AutoApprovalDelayInSeconds is 0: time to act on AssignmentSubmitted.',
  ),
  settingsDelay: integerSetting(
    'MS',
    0,
    'Milliseconds until changed notification settings take effect; on MTurk up to five minutes.',
  ),
  batchWindow: integerSetting(
    'MS',
    0,
    'Milliseconds within which events of one HIT type for one destination share one notification.',
    { max: 600_000 },
  ),
  policy: choiceSetting(
    ['warn', 'enforce', 'off'],
    'What to do when the policy of a queue or topic would not let the real service deliver.',
  ),
  deliveryAttempts: integerSetting('COUNT', 8, 'Attempts of one delivery before it fails.', {
    min: 1,
    max: 1000,
  }),
  deliveryTimeout: integerSetting(
    'MS',
    10_000,
    'Timeout of one delivery attempt in milliseconds.',
    {
      min: 1,
      max: 600_000,
    },
  ),
  deliveryBackoff: integerSetting(
    'MS',
    1000,
    'Milliseconds to wait after the first failed attempt; doubles with each further one.',
    { max: 600_000 },
  ),
  lease: integerSetting(
    'MS',
    15_000,
    'Milliseconds after which processes that share a database treat a silent one as dead.',
    { min: 300, max: 600_000 },
  ),
  drain: integerSetting(
    'MS',
    0,
    'Milliseconds for which a stopping process still answers while /_mturk/ready returns 503, so that a load balancer stops using it.',
    { max: 600_000 },
  ),
  controlHosts: {
    ...textSetting(
      'NAMES',
      'Host names, besides those of loopback, under which the control API and the pages answer, separated by commas.',
    ),
    default: '',
    parse: (input: string) => (/^[A-Za-z0-9.,:[\]_-]*$/.test(input) ? input : undefined),
    expected: 'host names separated by commas',
  } as Setting<string>,
  corsOrigins: {
    placeholder: 'ORIGINS',
    default: [] as readonly string[],
    description:
      'Origins, besides those of loopback, whose pages may call MTurk, SQS and SNS, separated by commas; null is the origin of files and of the pages of HITs.',
    parse: (input: string) => {
      const origins = input.split(',').filter(Boolean)
      return origins.every((each) => each === 'null' || /^[a-z][a-z0-9+.-]*:\/\/[^/,]+$/.test(each))
        ? origins
        : undefined
    },
    expected: 'origins without a path, such as https://app.example.com, or null',
  } as Setting<readonly string[]>,
  subscriberHosts: {
    ...textSetting(
      'NAMES',
      'Hosts, besides this machine, that topics may post to, separated by commas.',
    ),
    default: '',
    parse: (input: string) => (/^[A-Za-z0-9.,:[\]_-]*$/.test(input) ? input : undefined),
    expected: 'host names separated by commas',
  } as Setting<string>,
  connections: integerSetting(
    'COUNT',
    1000,
    'Maximum number of HTTP connections; further ones are closed at once.',
    { min: 1, max: 100_000 },
  ),
  longPolls: integerSetting(
    'COUNT',
    500,
    'Maximum number of requests that wait for messages, deliveries or events; further ones are refused.',
    { min: 1, max: 100_000 },
  ),
  keepMessages: integerSetting(
    'COUNT',
    100_000,
    'Maximum number of messages in one built-in queue.',
    {
      min: 1,
    },
  ),
  keepMessageBytes: integerSetting(
    'BYTES',
    268_435_456,
    'Maximum size in bytes of all messages in one built-in queue.',
    { min: 1 },
  ),
  keepMails: integerSetting('COUNT', 1000, 'Maximum number of mails in the built-in mailbox.', {
    min: 1,
  }),
  keepMailBytes: integerSetting(
    'BYTES',
    268_435_456,
    'Maximum size in bytes of all mails in the built-in mailbox.',
    { min: 1 },
  ),
  keepMailsFor: retentionSetting('mails stay in the built-in mailbox'),
  uploadLimit: integerSetting(
    'BYTES',
    10_000_000,
    'Maximum size in bytes of a file that a worker uploads.',
    {
      min: 1,
      max: 2_000_000_000,
    },
  ),
  mailLimit: integerSetting(
    'BYTES',
    10_485_760,
    'Maximum size in bytes of a mail that the built-in mailbox receives.',
    { min: 1000, max: 200_000_000 },
  ),
  keepCalls: integerSetting('COUNT', 1000, 'Maximum number of API calls in the call log.', {
    min: 1,
  }),
  keepCallsFor: retentionSetting('API calls stay in the call log'),
  keepDeliveries: integerSetting(
    'COUNT',
    100_000,
    'Maximum number of finished deliveries in the delivery log.',
    {
      min: 1,
    },
  ),
  keepDeliveriesFor: retentionSetting('finished deliveries stay in the delivery log'),
  keepHits: integerSetting(
    'COUNT',
    100_000,
    'Maximum number of disposed HITs, with their assignments, bonuses and review results.',
  ),
  keepHitsFor: worldRetentionSetting('disposed HITs are kept, with what belongs to them'),
  keepUploads: integerSetting('COUNT', 10_000, 'Maximum number of files of workers.', { min: 1 }),
  keepUploadBytes: integerSetting(
    'BYTES',
    1_073_741_824,
    'Maximum size in bytes of all files of workers.',
    { min: 1 },
  ),
  keepUploadsFor: worldRetentionSetting('files of workers are kept, unless their HIT is disposed'),
  keepRequestTokens: integerSetting(
    'COUNT',
    100_000,
    'Maximum number of UniqueRequestToken values that are remembered, for 24 hours.',
    { min: 1 },
  ),
  keepHitTypes: integerSetting(
    'COUNT',
    100_000,
    'Number of HIT types above which the oldest without HITs and notification settings are deleted.',
    { min: 1 },
  ),
  keepQualificationTypes: integerSetting(
    'COUNT',
    10_000,
    'Maximum number of deleted qualification types, with the scores of workers, that no HIT requires.',
  ),
  keepQualificationRequests: integerSetting(
    'COUNT',
    100_000,
    'Maximum number of qualification requests that were granted or rejected.',
  ),
  keepWorkers: integerSetting(
    'COUNT',
    100_000,
    'Number of workers above which the oldest without assignments, qualifications and details are deleted.',
    { min: 1 },
  ),
  clock: {
    placeholder: 'INSTANT',
    default: undefined as Date | undefined,
    description: 'Instant at which the clock is frozen until it is moved; by default it runs.',
    parse: (input: string) => (Number.isNaN(Date.parse(input)) ? undefined : new Date(input)),
    expected: 'an instant such as 2026-01-01T00:00:00Z',
  } as Setting<Date | undefined>,
  seed: textSetting(
    'TEXT',
    'Seed of the IDs and of all random choices, so that they are the same in each run.',
  ),
  logLevel: {
    ...choiceSetting(logLevels, 'Log level: warn logs failures, info also each call and delivery.'),
    default: 'warn',
  } as Setting<LogLevel>,
  logFormat: choiceSetting(
    ['auto', 'json', 'pretty'],
    'Log format: auto is pretty on a terminal and JSON elsewhere.',
  ),
  otlpEndpoint: {
    ...urlSetting(
      ['http:', 'https:'],
      'http://127.0.0.1:4318',
      'OpenTelemetry collector that receives traces, as OTLP over HTTP; without it, none are sent.',
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

import { invalidAttribute, unknownAttribute } from './fault.js'

/** What can be set on a queue, as texts under SQS's names. */
export type QueueAttributes = Readonly<Record<string, string>>

interface Rule {
  readonly byDefault?: string
  readonly fits: (value: string) => boolean
  /** Only at creation. */
  readonly fixed?: boolean
  readonly fifoOnly?: boolean
}

const between = (min: number, max: number) => (value: string) =>
  /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
const truth = (value: string) => value === 'true' || value === 'false'
const either =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value)

/** In bytes; the messages of one batch may not be larger together either. */
export const largestMessage = 1_048_576

/** In bytes, as SQS's quotas have it. */
const largestPolicy = 8192

const rules: Readonly<Record<string, Rule>> = {
  DelaySeconds: { byDefault: '0', fits: between(0, 900) },
  MaximumMessageSize: { byDefault: String(largestMessage), fits: between(1024, largestMessage) },
  MessageRetentionPeriod: { byDefault: '345600', fits: between(60, 1_209_600) },
  ReceiveMessageWaitTimeSeconds: { byDefault: '0', fits: between(0, 20) },
  VisibilityTimeout: { byDefault: '30', fits: between(0, 43_200) },
  Policy: { fits: isPolicy },
  RedrivePolicy: { fits: isRedrivePolicy },
  RedriveAllowPolicy: { fits: isPolicy },
  KmsMasterKeyId: { fits: () => true },
  KmsDataKeyReusePeriodSeconds: { fits: between(60, 86_400) },
  SqsManagedSseEnabled: { byDefault: 'true', fits: truth },
  FifoQueue: { fits: either('true'), fixed: true, fifoOnly: true },
  ContentBasedDeduplication: { fits: truth, fifoOnly: true },
  DeduplicationScope: { fits: either('queue', 'messageGroup'), fifoOnly: true },
  FifoThroughputLimit: { fits: either('perQueue', 'perMessageGroupId'), fifoOnly: true },
}

const fifoDefaults = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
}

export const defaultsFor = (fifo: boolean): QueueAttributes => ({
  ...Object.fromEntries(
    Object.entries(rules).flatMap(([name, { byDefault }]) =>
      byDefault === undefined ? [] : [[name, byDefault]],
    ),
  ),
  ...(fifo && fifoDefaults),
})

/** @throws QueueFault for a name that is none, and for a value that cannot be */
export function checkQueueAttributes(given: QueueAttributes, fifo: boolean, creating: boolean) {
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule || (rule.fifoOnly && !fifo) || (rule.fixed && !creating)) throw unknownAttribute(name)
    if (!rule.fits(value)) throw invalidAttribute(name)
  }
}

/** Empty takes a policy away. */
function isPolicy(value: string): boolean {
  if (value === '') return true
  const policy = Buffer.byteLength(value) <= largestPolicy ? parsed(value) : undefined
  return typeof policy === 'object' && policy !== null && !Array.isArray(policy)
}

function isRedrivePolicy(value: string): boolean {
  return value === '' || redriveOf(value) !== undefined
}

export interface Redrive {
  readonly deadLetterTargetArn: string
  readonly maxReceiveCount: number
}

export function redriveOf(policy: string | undefined): Redrive | undefined {
  const given = parsed(policy ?? '')
  if (typeof given !== 'object' || given === null) return undefined
  const { deadLetterTargetArn, maxReceiveCount } = given as Record<string, unknown>
  const count = Number(maxReceiveCount)
  return typeof deadLetterTargetArn === 'string' &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= 1000
    ? { deadLetterTargetArn, maxReceiveCount: count }
    : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

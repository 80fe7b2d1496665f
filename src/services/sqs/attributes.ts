import { invalidAttribute, unknownAttribute } from './errors.js'

/** The attributes of a queue by SQS's names. */
export type QueueAttributes = Readonly<Record<string, string>>

interface AttributeRule {
  readonly defaultValue?: string
  readonly isValid: (value: string) => boolean
  /** Whether it can be set at creation only. */
  readonly createOnly?: boolean
  readonly fifoOnly?: boolean
}

const integerBetween = (min: number, max: number) => (value: string) =>
  /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
const isBoolean = (value: string) => value === 'true' || value === 'false'
const oneOf =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value)

/** In bytes; also the limit of all messages of a batch together. */
export const maxSqsMessageBytes = 1_048_576

/** In bytes, from the quotas of SQS. */
const maxPolicyBytes = 8192

const rules: Readonly<Record<string, AttributeRule>> = {
  DelaySeconds: { defaultValue: '0', isValid: integerBetween(0, 900) },
  MaximumMessageSize: {
    defaultValue: String(maxSqsMessageBytes),
    isValid: integerBetween(1024, maxSqsMessageBytes),
  },
  MessageRetentionPeriod: { defaultValue: '345600', isValid: integerBetween(60, 1_209_600) },
  ReceiveMessageWaitTimeSeconds: { defaultValue: '0', isValid: integerBetween(0, 20) },
  VisibilityTimeout: { defaultValue: '30', isValid: integerBetween(0, 43_200) },
  Policy: { isValid: isPolicy },
  RedrivePolicy: { isValid: isRedrivePolicy },
  RedriveAllowPolicy: { isValid: isPolicy },
  KmsMasterKeyId: { isValid: () => true },
  KmsDataKeyReusePeriodSeconds: { isValid: integerBetween(60, 86_400) },
  SqsManagedSseEnabled: { defaultValue: 'true', isValid: isBoolean },
  FifoQueue: { isValid: oneOf('true'), createOnly: true, fifoOnly: true },
  ContentBasedDeduplication: { isValid: isBoolean, fifoOnly: true },
  DeduplicationScope: { isValid: oneOf('queue', 'messageGroup'), fifoOnly: true },
  FifoThroughputLimit: { isValid: oneOf('perQueue', 'perMessageGroupId'), fifoOnly: true },
}

const fifoDefaults = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
}

export const getDefaultAttributes = (fifo: boolean): QueueAttributes => ({
  ...Object.fromEntries(
    Object.entries(rules).flatMap(([name, { defaultValue }]) =>
      defaultValue === undefined ? [] : [[name, defaultValue]],
    ),
  ),
  ...(fifo && fifoDefaults),
})

/** @throws SqsError for an unknown name or an invalid value */
export function checkQueueAttributes(
  attributes: QueueAttributes,
  fifo: boolean,
  isCreating: boolean,
) {
  for (const [name, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule || (rule.fifoOnly && !fifo) || (rule.createOnly && !isCreating))
      throw unknownAttribute(name)
    if (!rule.isValid(value)) throw invalidAttribute(name)
  }
}

/** Empty takes a policy away. */
function isPolicy(value: string): boolean {
  if (value === '') return true
  const policy = Buffer.byteLength(value) <= maxPolicyBytes ? parseJson(value) : undefined
  return typeof policy === 'object' && policy !== null && !Array.isArray(policy)
}

function isRedrivePolicy(value: string): boolean {
  return value === '' || parseRedrivePolicy(value) !== undefined
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string
  readonly maxReceiveCount: number
}

export function parseRedrivePolicy(policy: string | undefined): RedrivePolicy | undefined {
  const parsedPolicy = parseJson(policy ?? '')
  if (typeof parsedPolicy !== 'object' || parsedPolicy === null) return undefined
  const { deadLetterTargetArn, maxReceiveCount } = parsedPolicy as Record<string, unknown>
  const count = Number(maxReceiveCount)
  return typeof deadLetterTargetArn === 'string' &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= 1000
    ? { deadLetterTargetArn, maxReceiveCount: count }
    : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

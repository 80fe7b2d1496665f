import { exclusiveEncryption, fifoAttribute, invalidAttribute, unknownAttribute } from './errors.js'

/** The attributes of a queue by SQS's names. */
export type QueueAttributes = Readonly<Record<string, string>>

interface AttributeRule {
  readonly defaultValue?: string
  readonly isValid: (value: string) => boolean
  readonly fifoOnly?: boolean
  readonly isBoolean?: true
}

const integerBetween = (min: number, max: number) => (value: string) =>
  /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
const isBoolean = (value: string) => /^(true|false)$/i.test(value)
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
  RedrivePolicy: { isValid: () => true },
  RedriveAllowPolicy: { isValid: isRedriveAllowPolicy },
  KmsMasterKeyId: { isValid: () => true },
  KmsDataKeyReusePeriodSeconds: { isValid: integerBetween(60, 86_400) },
  SqsManagedSseEnabled: { defaultValue: 'true', isValid: isBoolean, isBoolean: true },
  FifoQueue: { isValid: isBoolean, fifoOnly: true, isBoolean: true },
  ContentBasedDeduplication: { isValid: isBoolean, fifoOnly: true, isBoolean: true },
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

/**
 * Checks attributes and writes them as SQS does: booleans in lower case.
 *
 * @throws SqsError for an unknown name or an invalid value
 */
export function readQueueAttributes(attributes: QueueAttributes, fifo: boolean): QueueAttributes {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule?.fifoOnly && !fifo && throughputAttributes.has(name)) throw fifoAttribute(name)
    if (!rule || (rule.fifoOnly && !fifo)) throw unknownAttribute(name)
    if (!rule.isValid(value)) throw invalidAttribute(name)
    result[name] = rule.isBoolean ? value.toLowerCase() : value
  }
  if (fifo && result.FifoQueue === 'false')
    throw invalidAttribute('FifoQueue', 'Modifying queue type is not supported.')
  if (result.KmsMasterKeyId && result.SqsManagedSseEnabled === 'true') throw exclusiveEncryption()
  return result
}

const throughputAttributes = new Set(['DeduplicationScope', 'FifoThroughputLimit'])

/** An empty value removes an attribute; a KMS key replaces the encryption by SQS. */
export function mergeAttributes(
  current: QueueAttributes,
  changes: QueueAttributes,
): QueueAttributes {
  const merged: Record<string, string> = { ...current, ...changes }
  if (changes.KmsMasterKeyId) merged.SqsManagedSseEnabled = 'false'
  if (changes.SqsManagedSseEnabled === 'true') delete merged.KmsMasterKeyId
  if (!merged.KmsMasterKeyId) delete merged.KmsDataKeyReusePeriodSeconds
  for (const [name, value] of Object.entries(merged)) if (value === '') delete merged[name]
  return merged
}

/** Empty takes a policy away. */
function isPolicy(value: string): boolean {
  if (value === '') return true
  const policy = Buffer.byteLength(value) <= maxPolicyBytes ? parseJson(value) : undefined
  return typeof policy === 'object' && policy !== null && !Array.isArray(policy)
}

function isRedriveAllowPolicy(value: string): boolean {
  if (value === '') return true
  const { redrivePermission, sourceQueueArns } = parseRedriveAllowPolicy(value)
  const arnCount = sourceQueueArns?.length ?? 0
  return redrivePermission === 'byQueue'
    ? arnCount > 0 && arnCount <= 10
    : (redrivePermission === 'allowAll' || redrivePermission === 'denyAll') && arnCount === 0
}

interface RedriveAllowPolicy {
  readonly redrivePermission?: unknown
  readonly sourceQueueArns?: readonly unknown[]
}

function parseRedriveAllowPolicy(policy: string | undefined): RedriveAllowPolicy {
  const { redrivePermission, sourceQueueArns } = (parseJson(policy ?? '') ?? {}) as Record<
    string,
    unknown
  >
  return {
    redrivePermission,
    sourceQueueArns: Array.isArray(sourceQueueArns) ? sourceQueueArns : undefined,
  }
}

/** Whether the RedriveAllowPolicy of a dead-letter queue admits a source queue. */
export function allowsSource({ RedriveAllowPolicy }: QueueAttributes, sourceArn: string): boolean {
  const { redrivePermission, sourceQueueArns } = parseRedriveAllowPolicy(RedriveAllowPolicy)
  if (redrivePermission === 'denyAll') return false
  return redrivePermission !== 'byQueue' || (sourceQueueArns?.includes(sourceArn) ?? false)
}

interface RedrivePolicy {
  readonly deadLetterTargetArn: string
  readonly maxReceiveCount: number
}

export function parseRedrivePolicy(policy: string | undefined): RedrivePolicy | undefined {
  if (!policy) return undefined
  const parsedPolicy = parseJson(policy)
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

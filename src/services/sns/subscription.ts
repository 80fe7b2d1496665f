import { isAmazonHost } from '../aws/amazon-hosts.js'
import { isForbiddenHost } from '../egress/addresses.js'
import { parseFunctionArn } from '../lambda/function-arn.js'
import { invalidParameter } from './errors.js'
import { compileFilter, type Filter, type FilterScope } from './filter-policy.js'
import { formatSubscriptionDeliveryPolicy } from './retry-policy.js'

/** The protocols of the built-in topics, by SNS's names. */
export const protocols = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json'] as const
export type Protocol = (typeof protocols)[number]

/** Amazon's own services confirm nothing. */
export const needsConfirmation = (protocol: Protocol): boolean =>
  protocol !== 'sqs' && protocol !== 'lambda'

/** A subscription of an endpoint to a topic. */
export interface SnsSubscription {
  readonly arn: string
  readonly topicArn: string
  readonly account: string
  readonly protocol: Protocol
  readonly endpoint: string
  confirmed: boolean
  /** Origin of the `Subscribe` call, for the links in its messages. */
  origin: string | undefined
  /** Confirms the subscription. */
  token: string | undefined
  /** The attributes that were set, such as `RawMessageDelivery` and `FilterPolicy`. */
  attributes: Readonly<Record<string, string>>
  filter: Filter | undefined
}

/** The attributes that can be set on a subscription. */
const settableAttributes = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
])

/**
 * The attributes after a change, and the compiled filter policy.
 *
 * @throws SnsError
 */
export function applyAttributes(
  current: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  endpoint: string,
): Pick<SnsSubscription, 'attributes' | 'filter'> {
  const attributes: Record<string, string> = { ...current }
  for (const [name, value] of Object.entries(changes)) {
    const checked = readAttribute(name, value, endpoint)
    if (checked === '') delete attributes[name]
    else attributes[name] = checked
  }
  return { attributes, filter: compileSubscriptionFilter(attributes) }
}

/** @throws SnsError when the filter policy is not valid */
export function compileSubscriptionFilter(
  attributes: Readonly<Record<string, string>>,
): Filter | undefined {
  const scope = (attributes.FilterPolicyScope ?? 'MessageAttributes') as FilterScope
  const policy = attributes.FilterPolicy
  const isEmpty = !policy || policy.trim() === '{}'
  return isEmpty ? undefined : compileFilter(policy, scope)
}

function readAttribute(name: string, value: string, endpoint: string): string {
  if (!settableAttributes.has(name)) throw invalidParameter('AttributeName')
  if (name === 'RawMessageDelivery' && !/^(true|false)$/i.test(value))
    throw invalidParameter(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`)
  if (name === 'FilterPolicyScope' && value !== 'MessageAttributes' && value !== 'MessageBody')
    throw invalidParameter(
      `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
    )
  if (name === 'RedrivePolicy' && value !== '') checkRedrivePolicy(value, endpoint)
  if (name === 'DeliveryPolicy') return formatSubscriptionDeliveryPolicy(value)
  return name === 'RawMessageDelivery' ? value.toLowerCase() : value
}

function checkRedrivePolicy(policy: string, endpoint: string): void {
  const target = parseDeadLetterTargetArn(policy)
  if (target === undefined) throw invalidParameter('RedrivePolicy: failed to parse JSON.')
  if (!queueArnPattern.test(target))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn')
  if (endpoint.endsWith('.fifo') && !target.endsWith('.fifo'))
    throw invalidParameter(
      'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
    )
}

const queueArnPattern = /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[A-Za-z0-9]{12}:[\w-]{1,80}(\.fifo)?$/

/** The dead-letter queue of a redrive policy. */
export function parseDeadLetterTargetArn(redrivePolicy: string | undefined): string | undefined {
  try {
    const { deadLetterTargetArn } = JSON.parse(redrivePolicy ?? '') as Record<string, unknown>
    return typeof deadLetterTargetArn === 'string' ? deadLetterTargetArn : undefined
  } catch {
    return undefined
  }
}

/** @throws SnsError when the attributes do not suit the protocol */
export function checkProtocolAttributes(
  protocol: string,
  { RawMessageDelivery }: Readonly<Record<string, string>>,
): void {
  if (protocol === 'lambda' && RawMessageDelivery?.toLowerCase() === 'true')
    throw invalidParameter('Delivery protocol [lambda] does not support raw message delivery.')
}

/**
 * Checks an endpoint against its protocol.
 *
 * @throws SnsError
 */
export function checkEndpoint(
  protocol: string,
  endpoint: string,
  fifo: boolean,
  isAllowed: (url: string) => boolean,
): asserts protocol is Protocol {
  switch (protocol) {
    case 'sqs':
      if (!queueArnPattern.test(endpoint)) throw invalidParameter('SQS endpoint ARN')
      if (endpoint.endsWith('.fifo') && !fifo)
        throw invalidParameter(
          'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
        )
      return
    case 'http':
    case 'https':
      if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== `${protocol}:`)
        throw invalidParameter('Endpoint must match the specified protocol')
      if (!isAllowed(endpoint)) throw invalidParameter(unreachableMessage(new URL(endpoint)))
      return
    case 'email':
    case 'email-json':
      if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) throw invalidParameter('Email address')
      return
    case 'lambda':
      if (fifo) throw invalidParameter('Invalid protocol type: lambda')
      if (!parseFunctionArn(endpoint)) throw invalidParameter('Lambda endpoint ARN')
      return
    case 'sms':
    case 'application':
    case 'firehose':
      throw invalidParameter(
        `Protocol: mturk-local has no ${protocol} subscriptions; it has ${protocols.slice(0, -1).join(', ')} and ${protocols.at(-1)}.`,
      )
    default:
      throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`)
  }
}

const unreachableMessage = ({ host, hostname }: URL): string =>
  isForbiddenHost(hostname)
    ? `Unreachable Endpoint: mturk-local does not send to ${host}.`
    : `Unreachable Endpoint: ${host} is not this machine. Start mturk-local with --subscriber-hosts ${hostname}${isAmazonHost(hostname) ? ' --allow-aws' : ''} to allow it.`

import { isAmazons } from '../aws/amazon-hosts.js'
import { invalid } from './fault.js'
import { compileFilter, type Filter, type FilterScope } from './filter-policy.js'
import { retriesIn } from './retry.js'

export type Protocol = 'sqs' | 'http' | 'https' | 'email' | 'email-json'

/** Somebody who wants what is published to a topic. */
export interface Subscription {
  readonly arn: string
  readonly topicArn: string
  readonly account: string
  readonly protocol: Protocol
  readonly endpoint: string
  confirmed: boolean
  /** Proves, once, that the endpoint wants to be subscribed. */
  token: string | undefined
  /** `RawMessageDelivery`, `FilterPolicy` and the others that were set. */
  attributes: Readonly<Record<string, string>>
  filter: Filter | undefined
}

/** The attributes that can be set on a subscription. */
const settable = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
])

/**
 * Attributes as they are after some were set, and the filter that goes with them.
 *
 * @throws TopicFault
 */
export function withAttributes(
  before: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Pick<Subscription, 'attributes' | 'filter'> {
  for (const [name, value] of Object.entries(given)) {
    if (!settable.has(name)) throw invalid('AttributeName')
    if (name === 'RawMessageDelivery' && !/^(true|false)$/i.test(value))
      throw invalid(
        `Attributes Reason: RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
      )
    if (name === 'FilterPolicyScope' && value !== 'MessageAttributes' && value !== 'MessageBody')
      throw invalid(
        `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
      )
    if (name === 'RedrivePolicy' && value !== '' && deadLettersIn(value) === undefined)
      throw invalid('RedrivePolicy: failed to deserialize JSON.')
    if (name === 'DeliveryPolicy') retriesIn(value)
  }
  const attributes = { ...before, ...given }
  const scope = (attributes.FilterPolicyScope ?? 'MessageAttributes') as FilterScope
  const policy = attributes.FilterPolicy
  const isEmpty = !policy || policy.trim() === '{}'
  return { attributes, filter: isEmpty ? undefined : compileFilter(policy, scope) }
}

/** The queue that gets what could not be delivered. */
export function deadLettersIn(redrivePolicy: string | undefined): string | undefined {
  try {
    const { deadLetterTargetArn } = JSON.parse(redrivePolicy ?? '') as Record<string, unknown>
    return typeof deadLetterTargetArn === 'string' ? deadLetterTargetArn : undefined
  } catch {
    return undefined
  }
}

/**
 * Refuses an endpoint that its protocol cannot reach.
 *
 * @throws TopicFault
 */
export function checkEndpoint(
  protocol: string,
  endpoint: string,
  mayReach: (url: string) => boolean,
): asserts protocol is Protocol {
  switch (protocol) {
    case 'sqs':
      if (!/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[A-Za-z0-9]{12}:[\w-]{1,80}(\.fifo)?$/.test(endpoint))
        throw invalid('SQS endpoint ARN')
      return
    case 'http':
    case 'https':
      if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== `${protocol}:`)
        throw invalid('Endpoint must match the specified protocol')
      if (!mayReach(endpoint)) throw invalid(unreachable(new URL(endpoint)))
      return
    case 'email':
    case 'email-json':
      if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) throw invalid('Email address')
      return
    case 'lambda':
    case 'sms':
    case 'application':
    case 'firehose':
      throw invalid(
        `Protocol: mturk-local has no ${protocol} subscriptions; it has sqs, http, https, email and email-json.`,
      )
    default:
      throw invalid(`Does not support this protocol string: ${protocol}`)
  }
}

const unreachable = ({ host, hostname }: URL): string =>
  `Unreachable Endpoint: ${host} is not this machine. Start mturk-local with --subscriber-hosts ${hostname}${isAmazons(hostname) ? ' --allow-aws' : ''} to allow it.`

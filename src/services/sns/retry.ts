import { invalid } from './fault.js'

/** When a delivery over HTTP is tried again; SNS's own default is three times, 20 seconds apart. */
export interface RetryPolicy {
  readonly minDelayTarget: number
  readonly maxDelayTarget: number
  readonly numRetries: number
  readonly numNoDelayRetries: number
  readonly numMinDelayRetries: number
  readonly numMaxDelayRetries: number
  readonly backoffFunction: 'linear' | 'arithmetic' | 'geometric' | 'exponential'
}

export const defaultRetries: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  numMaxDelayRetries: 0,
  backoffFunction: 'linear',
}

/**
 * Reads a `DeliveryPolicy`: a subscription's own, or the `http` part of a topic's.
 *
 * @throws TopicFault
 */
export function retriesIn(policy: string | undefined): RetryPolicy | undefined {
  if (!policy) return undefined
  const given = parsed(policy)
  const http = (given?.http ?? given) as Record<string, unknown> | undefined
  if (!http) throw invalid('DeliveryPolicy: it must be a JSON object')
  const retries = (http.healthyRetryPolicy ?? http.defaultHealthyRetryPolicy) as
    | Partial<RetryPolicy>
    | undefined
  if (!retries) return undefined
  const policyHere = { ...defaultRetries, ...retries }
  const { numRetries, minDelayTarget, maxDelayTarget } = policyHere
  if (!isWhole(numRetries, 100))
    throw invalid('DeliveryPolicy: numRetries must be between 0 and 100')
  if (
    !isWhole(minDelayTarget, 3600) ||
    !isWhole(maxDelayTarget, 3600) ||
    minDelayTarget > maxDelayTarget
  )
    throw invalid(
      'DeliveryPolicy: minDelayTarget must be at most maxDelayTarget, and both at most 3600',
    )
  return policyHere
}

const isWhole = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** The pause before a retry, counted from 1, in milliseconds; nothing when there is to be none. */
export function pauseBefore(retry: number, policy: RetryPolicy): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy
  const { minDelayTarget: min, maxDelayTarget: max, backoffFunction } = policy
  if (retry > numRetries) return undefined
  if (retry <= numNoDelayRetries) return 0
  const afterMin = retry - numNoDelayRetries - numMinDelayRetries
  if (afterMin <= 0) return min * 1000
  const steps = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries
  if (afterMin > steps) return max * 1000
  const way = steps <= 1 ? 1 : (afterMin - 1) / (steps - 1)
  const bent = { linear: way, arithmetic: way ** 1.5, geometric: way ** 2, exponential: way ** 3 }
  return (min + (max - min) * bent[backoffFunction]) * 1000
}

import { invalidParameter } from './errors.js'

/** When a delivery over HTTP is retried; the default of SNS is three retries, 20 seconds apart. */
interface RetryPolicy {
  readonly minDelayTarget: number
  readonly maxDelayTarget: number
  readonly numRetries: number
  readonly numNoDelayRetries: number
  readonly numMinDelayRetries: number
  readonly numMaxDelayRetries: number
  readonly backoffFunction: 'linear' | 'arithmetic' | 'geometric' | 'exponential'
}

export const defaultRetryPolicy: RetryPolicy = {
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
 * @throws SnsError
 */
export function parseRetryPolicy(policy: string | undefined): RetryPolicy | undefined {
  if (!policy) return undefined
  const json = parseJsonObject(policy)
  const http = (json?.http ?? json) as Record<string, unknown> | undefined
  if (!http) throw invalidParameter('DeliveryPolicy: it must be a JSON object')
  const overrides = (http.healthyRetryPolicy ?? http.defaultHealthyRetryPolicy) as
    | Partial<RetryPolicy>
    | undefined
  if (!overrides) return undefined
  const retryPolicy = { ...defaultRetryPolicy, ...overrides }
  const { numRetries, minDelayTarget, maxDelayTarget } = retryPolicy
  if (!isIntegerUpTo(numRetries, 100))
    throw invalidParameter('DeliveryPolicy: numRetries must be between 0 and 100')
  if (
    !isIntegerUpTo(minDelayTarget, 3600) ||
    !isIntegerUpTo(maxDelayTarget, 3600) ||
    minDelayTarget > maxDelayTarget
  )
    throw invalidParameter(
      'DeliveryPolicy: minDelayTarget must be at most maxDelayTarget, and both at most 3600',
    )
  return retryPolicy
}

export const defaultContentType = 'text/plain; charset=UTF-8'

/** `requestPolicy.headerContentType` of a subscription's policy, or of the `http` part of a topic's. */
export function parseContentType(policy: string | undefined): string | undefined {
  const json = policy ? parseJsonObject(policy) : undefined
  const http = (json?.http ?? json) as Record<string, unknown> | undefined
  const request = (http?.requestPolicy ?? http?.defaultRequestPolicy) as
    | { headerContentType?: unknown }
    | undefined
  return typeof request?.headerContentType === 'string' ? request.headerContentType : undefined
}

/** A topic's policy as SNS stores it. @throws SnsError when it is invalid */
export function formatTopicDeliveryPolicy(policy: string): string {
  if (policy === '') return ''
  parseRetryPolicy(policy)
  const http = (parseJsonObject(policy)?.http ?? {}) as Record<string, unknown>
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: http.defaultHealthyRetryPolicy ?? undefined,
      disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
      defaultRequestPolicy: http.defaultRequestPolicy ?? undefined,
    },
  })
}

export const effectiveTopicPolicy = (policy: string | undefined) => ({
  http: {
    defaultHealthyRetryPolicy: parseRetryPolicy(policy) ?? defaultRetryPolicy,
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: parseContentType(policy) ?? defaultContentType },
  },
})

/** A subscription's policy as SNS stores it. @throws SnsError when it is invalid */
export function formatSubscriptionDeliveryPolicy(policy: string): string {
  if (policy === '') return ''
  const healthyRetryPolicy = parseRetryPolicy(policy) ?? null
  const { throttlePolicy = null, requestPolicy = null } = parseJsonObject(policy) ?? {}
  return JSON.stringify({
    healthyRetryPolicy,
    sicklyRetryPolicy: null,
    throttlePolicy,
    requestPolicy,
    guaranteed: false,
  })
}

export const effectiveSubscriptionPolicy = (
  policy: string | undefined,
  topicPolicy: string | undefined,
) => ({
  healthyRetryPolicy:
    parseRetryPolicy(policy) ?? parseRetryPolicy(topicPolicy) ?? defaultRetryPolicy,
  sicklyRetryPolicy: null,
  throttlePolicy: (policy ? parseJsonObject(policy)?.throttlePolicy : undefined) ?? null,
  requestPolicy: {
    headerContentType:
      parseContentType(policy) ?? parseContentType(topicPolicy) ?? defaultContentType,
  },
  guaranteed: false,
})

const isIntegerUpTo = (value: unknown, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max

function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** The delay before a retry, counted from 1, in milliseconds; `undefined` after the last one. */
export function calculateRetryDelay(retry: number, policy: RetryPolicy): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy
  const { minDelayTarget: min, maxDelayTarget: max, backoffFunction } = policy
  if (retry > numRetries) return undefined
  if (retry <= numNoDelayRetries) return 0
  const afterMin = retry - numNoDelayRetries - numMinDelayRetries
  if (afterMin <= 0) return min * 1000
  const steps = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries
  if (afterMin > steps) return max * 1000
  const progress = steps <= 1 ? 1 : (afterMin - 1) / (steps - 1)
  const curves = {
    linear: progress,
    arithmetic: progress ** 1.5,
    geometric: progress ** 2,
    exponential: progress ** 3,
  }
  return (min + (max - min) * curves[backoffFunction]) * 1000
}

import type { LogFields, Logger } from '../../core/logger.js'
import type { Attempt, Delivery } from '../../notifications/delivery.js'
import type { MetricsRegistry } from './metrics-registry.js'
import { parseTraceId } from './observe-calls.js'
import type { Tracer } from './tracer.js'

interface DeliveryObserverOptions {
  readonly log: Logger
  readonly metrics: MetricsRegistry
  readonly tracer?: Tracer
}

/** Records metrics, a span and a log line for each delivery attempt. */
export const observeDelivery =
  ({ log, metrics, tracer }: DeliveryObserverOptions) =>
  (delivery: Delivery): void => {
    const attempt = delivery.attempts.at(-1)
    if (!attempt) return
    const { transport, status } = delivery
    metrics.count('mturk_local_delivery_attempts_total', { transport, outcome: attempt.outcome })
    if (status !== 'pending')
      metrics.count('mturk_local_deliveries_total', { transport, outcome: status })
    if (status === 'sent' && delivery.enqueuedAt)
      metrics.observe(
        'mturk_local_delivery_lag_seconds',
        { transport },
        Math.max(computeEnd(attempt).getTime() - delivery.enqueuedAt.getTime(), 0) / 1000,
      )
    if (tracer) recordSpan(delivery, attempt, tracer)
    if (status !== 'sent' || log.writesInfo !== false) logAttempt(delivery, attempt, log)
  }

const computeEnd = ({ at, milliseconds }: Attempt): Date => new Date(at.getTime() + milliseconds)

function recordSpan(delivery: Delivery, attempt: Attempt, tracer: Tracer): void {
  tracer
    .startSpan(`send ${delivery.transport}`, {
      kind: 'producer',
      parent: delivery.traceparent,
      at: attempt.at,
      attributes: {
        'aws.request_id': delivery.requestId,
        'messaging.operation.name': 'send',
        'messaging.destination.name': redactUrl(delivery.destination),
        'messaging.message.id': delivery.eventDocId,
        'mturk_local.account': delivery.account,
        'mturk_local.delivery.id': delivery.id,
        'mturk_local.delivery.attempt': delivery.attempts.length,
        'mturk_local.delivery.status': delivery.status,
        'mturk_local.event_types': delivery.eventTypes,
        'mturk_local.hit_type_id': delivery.hitTypeId,
      },
    })
    .end({ at: computeEnd(attempt), failure: attempt.error })
}

function logAttempt(delivery: Delivery, attempt: Attempt, log: Logger): void {
  const { id, requestId, account, transport, destination, kind, eventTypes, status } = delivery
  const summary = eventTypes.length > 0 ? eventTypes.join(', ') : 'a message to a worker'
  const appliedFaults = [...(delivery.faults ?? []), ...(attempt.faults ?? [])]
  const fields: LogFields = {
    requestId,
    deliveryId: id,
    account,
    transport,
    destination,
    kind,
    attempt: delivery.attempts.length,
    milliseconds: attempt.milliseconds,
    ...(appliedFaults.length > 0 && {
      faults: appliedFaults.map(({ what, rule }) => `${what} (${rule})`),
    }),
    ...(delivery.traceparent && { traceId: parseTraceId(delivery.traceparent) }),
  }
  if (status === 'sent')
    return log.info(`Delivered ${summary} by ${transport}`, { ...fields, receipt: attempt.receipt })
  const { error: reason } = attempt
  if (status === 'failed')
    return log.warn(`Gave up delivering ${summary} by ${transport}`, { ...fields, reason })
  log.warn(`Could not deliver ${summary} by ${transport} yet`, {
    ...fields,
    reason,
    nextAttemptAt: delivery.nextAttemptAt,
  })
}

/** Result of one delivery of a built-in topic to a subscription. */
interface ObservedTopicDelivery {
  readonly topic: { readonly arn: string }
  readonly subscription: { readonly protocol: string; readonly endpoint: string }
  readonly messageId: string
  readonly outcome: string
}

/** Records metrics and a log line for each delivery of a topic. */
export const observeTopicDelivery =
  ({ log, metrics }: DeliveryObserverOptions) =>
  ({
    topic,
    subscription: { protocol, endpoint },
    messageId,
    outcome,
  }: ObservedTopicDelivery): void => {
    const sent = outcome === 'sent'
    metrics.count('mturk_local_topic_messages_total', {
      protocol,
      outcome: sent ? 'sent' : 'failed',
    })
    if (sent && log.writesInfo === false) return
    const fields = { topic: topic.arn, protocol, endpoint, messageId }
    if (sent) log.info(`Delivered to ${protocol} subscription`, fields)
    else log.warn(`Could not deliver to ${protocol} subscription`, { ...fields, reason: outcome })
  }

/** A queue's URL may contain credentials. */
const redactUrl = (destination: string): string => destination.replace(/(\/\/)[^\s/?#]*@/, '$1')

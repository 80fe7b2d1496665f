import type { Facts, Log } from '../../core/logger.js'
import type { Attempt, Delivery } from '../../notifications/delivery.js'
import { traceIdOf } from './calls.js'
import type { Meter } from './meter.js'
import type { Tracer } from './tracer.js'

export interface DeliveryWatchParts {
  readonly log: Log
  readonly meter: Meter
  readonly tracer?: Tracer
}

/** Tells of each try of a delivery, as the delivery stands after it. */
export const deliveryWatch =
  ({ log, meter, tracer }: DeliveryWatchParts) =>
  (delivery: Delivery): void => {
    const attempt = delivery.attempts.at(-1)
    if (!attempt) return
    const { transport, status } = delivery
    meter.count('mturk_local_delivery_tries_total', { transport, outcome: attempt.outcome })
    if (status !== 'pending')
      meter.count('mturk_local_deliveries_total', { transport, outcome: status })
    if (status === 'sent' && delivery.waitingSince)
      meter.observe(
        'mturk_local_delivery_lag_seconds',
        { transport },
        Math.max(endOf(attempt).getTime() - delivery.waitingSince.getTime(), 0) / 1000,
      )
    trace(delivery, attempt, tracer)
    tell(delivery, attempt, log)
  }

const endOf = ({ at, milliseconds }: Attempt): Date => new Date(at.getTime() + milliseconds)

function trace(delivery: Delivery, attempt: Attempt, tracer: Tracer | undefined): void {
  tracer
    ?.begin(`send ${delivery.transport}`, {
      kind: 'producer',
      parent: delivery.traceparent,
      at: attempt.at,
      attributes: {
        'aws.request_id': delivery.requestId,
        'messaging.operation.name': 'send',
        'messaging.destination.name': withoutSecret(delivery.destination),
        'messaging.message.id': delivery.eventDocId,
        'mturk_local.account': delivery.account,
        'mturk_local.delivery.id': delivery.id,
        'mturk_local.delivery.try': delivery.attempts.length,
        'mturk_local.delivery.status': delivery.status,
        'mturk_local.event_types': delivery.eventTypes,
        'mturk_local.hit_type_id': delivery.hitTypeId,
      },
    })
    .end({ at: endOf(attempt), failure: attempt.error })
}

function tell(delivery: Delivery, attempt: Attempt, log: Log): void {
  const { id, requestId, account, transport, destination, kind, eventTypes, status } = delivery
  const what = eventTypes.length > 0 ? eventTypes.join(', ') : 'a message to a worker'
  const struck = [...(delivery.faults ?? []), ...(attempt.faults ?? [])]
  const facts: Facts = {
    requestId,
    deliveryId: id,
    account,
    transport,
    destination,
    kind,
    try: delivery.attempts.length,
    milliseconds: attempt.milliseconds,
    ...(struck.length > 0 && { faults: struck.map(({ what, rule }) => `${what} (${rule})`) }),
    ...(delivery.traceparent && { traceId: traceIdOf(delivery.traceparent) }),
  }
  if (status === 'sent')
    return log.info(`Delivered ${what} by ${transport}`, { ...facts, receipt: attempt.receipt })
  const { error: reason } = attempt
  if (status === 'failed')
    return log.warn(`Gave up delivering ${what} by ${transport}`, { ...facts, reason })
  log.warn(`Could not deliver ${what} by ${transport} yet`, {
    ...facts,
    reason,
    nextAttemptAt: delivery.nextAttemptAt,
  })
}

/** What became of a message that a built-in topic passed on. */
export interface PassedOn {
  readonly topic: { readonly arn: string }
  readonly subscription: { readonly protocol: string; readonly endpoint: string }
  readonly messageId: string
  readonly outcome: string
}

/** Tells of each message of a topic at each of its subscriptions. */
export const passageWatch =
  ({ log, meter }: DeliveryWatchParts) =>
  ({ topic, subscription: { protocol, endpoint }, messageId, outcome }: PassedOn): void => {
    const sent = outcome === 'sent'
    meter.count('mturk_local_topic_messages_total', {
      protocol,
      outcome: sent ? 'sent' : 'failed',
    })
    const facts = { topic: topic.arn, protocol, endpoint, messageId }
    if (sent) log.info(`Passed on to ${protocol}`, facts)
    else log.warn(`Could not pass on to ${protocol}`, { ...facts, reason: outcome })
  }

/** A queue's URL may name a user and a password. */
const withoutSecret = (destination: string): string => destination.replace(/(\/\/)[^\s/?#]*@/, '$1')

/** A figure that Prometheus can read. */
export interface Metric<L extends string = string> {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly labels: readonly L[]
  /** One sentence. */
  readonly help: string
  /** Upper bounds, of a histogram. */
  readonly buckets?: readonly number[]
}

const metric = <const L extends string>(
  kind: Metric['kind'],
  labels: readonly L[],
  help: string,
  buckets?: readonly number[],
): Metric<L> => ({ kind, labels, help, buckets })

/** Seconds, from what a look-up in memory takes to what a long poll takes. */
const callBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]
/** Seconds, from a queue in this process to a receiver that was away for the night. */
const deliveryLagBuckets = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 3600, 43_200]

/** Every figure the emulator counts itself; those of the process are prom-client's. */
export const metrics = {
  mturk_local_calls_total: metric(
    'counter',
    ['service', 'operation', 'outcome'],
    'Calls of mturk, sqs and sns: ok, refused (4xx), failed (5xx) or unanswered (by a fault).',
  ),
  mturk_local_call_duration_seconds: metric(
    'histogram',
    ['service', 'operation'],
    'How long calls took, from the last byte of the body to the answer.',
    callBuckets,
  ),
  mturk_local_delivery_tries_total: metric(
    'counter',
    ['transport', 'outcome'],
    'Tries of deliveries: sent or failed.',
  ),
  mturk_local_deliveries_total: metric(
    'counter',
    ['transport', 'outcome'],
    'Deliveries that are over: sent, or failed after the last try.',
  ),
  mturk_local_delivery_lag_seconds: metric(
    'histogram',
    ['transport'],
    'From the change that caused a delivery to its receiver having it, by the wall’s clock.',
    deliveryLagBuckets,
  ),
  mturk_local_topic_messages_total: metric(
    'counter',
    ['protocol', 'outcome'],
    'What built-in topics passed on to their subscriptions: sent, or failed after the last try.',
  ),
  mturk_local_deliveries_pending: metric(
    'gauge',
    [],
    'Deliveries that are still to be sent, in the whole world, whichever process carries them.',
  ),
  mturk_local_queue_messages: metric(
    'gauge',
    ['account', 'region', 'queue', 'state'],
    'Messages in a built-in queue: ready, in flight or delayed.',
  ),
  mturk_local_mails: metric('gauge', [], 'Mails in the built-in mailbox.'),
  mturk_local_event_loop_delay_seconds: metric(
    'gauge',
    ['quantile'],
    'How long what was due had to wait for what was running, since the reading before: 0.5, 0.99 and 1.',
  ),
  mturk_local_dropped_total: metric(
    'counter',
    ['what'],
    'What was let go because there was too much or it was too old: mails, queue-messages, deliveries, calls.',
  ),
} as const satisfies Readonly<Record<string, Metric>>

export type MetricName = keyof typeof metrics
export type MetricLabels<N extends MetricName> = Readonly<
  Record<(typeof metrics)[N]['labels'][number], string>
>

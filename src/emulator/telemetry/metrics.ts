/** A Prometheus metric. */
export interface Metric<L extends string = string> {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly labels: readonly L[]
  /** One plain sentence. */
  readonly help: string
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[]
}

const metric = <const L extends string>(
  kind: Metric['kind'],
  labels: readonly L[],
  help: string,
  buckets?: readonly number[],
): Metric<L> => ({ kind, labels, help, buckets })

/** Seconds, from an in-memory lookup to a long poll. */
const callBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]
/** Seconds, from an in-process queue to a receiver that is down overnight. */
const deliveryLagBuckets = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 3600, 43_200]

/** All metrics of the emulator; those of the process are prom-client's. */
export const metrics = {
  mturk_local_calls_total: metric(
    'counter',
    ['service', 'operation', 'outcome'],
    'Calls of mturk, sqs and sns: ok, refused (4xx), failed (5xx) or unanswered (by an injected fault).',
  ),
  mturk_local_call_duration_seconds: metric(
    'histogram',
    ['service', 'operation'],
    'Duration of calls, from the last byte of the body to the response.',
    callBuckets,
  ),
  mturk_local_delivery_attempts_total: metric(
    'counter',
    ['transport', 'outcome'],
    'Delivery attempts: sent or failed.',
  ),
  mturk_local_deliveries_total: metric(
    'counter',
    ['transport', 'outcome'],
    'Finished deliveries: sent, or failed after the last attempt.',
  ),
  mturk_local_delivery_lag_seconds: metric(
    'histogram',
    ['transport'],
    'Real time from the change that caused a delivery to its arrival.',
    deliveryLagBuckets,
  ),
  mturk_local_topic_messages_total: metric(
    'counter',
    ['protocol', 'outcome'],
    'Messages that built-in topics delivered to their subscriptions: sent, or failed after the last attempt.',
  ),
  mturk_local_function_invocations_total: metric(
    'counter',
    ['function', 'outcome'],
    'Invocations of Lambda functions: succeeded or failed.',
  ),
  mturk_local_deliveries_pending: metric(
    'gauge',
    [],
    'Deliveries that are still to be sent, by all processes that share the data.',
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
    'Event loop delay since the previous reading, as the quantiles 0.5, 0.99 and 1.',
  ),
  mturk_local_evicted_total: metric(
    'counter',
    ['kind'],
    'Records evicted because there were too many or they were too old, by kind, such as mails or queue-messages.',
  ),
} as const satisfies Readonly<Record<string, Metric>>

export type MetricName = keyof typeof metrics
export type MetricLabels<N extends MetricName> = Readonly<
  Record<(typeof metrics)[N]['labels'][number], string>
>

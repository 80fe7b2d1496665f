import type { Queue } from '../../services/sqs/queue.js'
import type { Store } from '../../store/store.js'
import type { Destinations } from '../destinations.js'
import type { EvictionCounter } from './eviction-counter.js'
import type { GaugeValue } from './metrics-registry.js'
import { formatSamples } from './prometheus-text.js'

/** Sources of gauges, read on demand. */
export interface GaugeSources extends Pick<Destinations, 'mailbox' | 'queues'> {
  readonly store: Store
}

export async function collectGauges(
  { store, mailbox }: GaugeSources,
  { evicted }: EvictionCounter,
): Promise<readonly GaugeValue[]> {
  const pending = await store.transaction((tx) => tx.deliveries.count({ status: 'pending' }))
  const values: GaugeValue[] = [
    { name: 'mturk_local_deliveries_pending', labels: {}, value: pending },
    { name: 'mturk_local_mails', labels: {}, value: mailbox.all().length },
  ]
  for (const [kind, value] of Object.entries(evicted)) {
    const labels = { kind: kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) }
    values.push({ name: 'mturk_local_evicted_total', labels, value })
  }
  return values
}

/** The samples of one queue, and the counts that they say. */
interface QueueLines {
  readonly counts: Readonly<Record<string, number>>
  readonly text: string
}

const states = ['ready', 'in flight', 'delayed'] as const
const linesByQueue = new WeakMap<Queue, QueueLines>()

/**
 * The samples of `mturk_local_queue_messages`. There may be ten thousand queues, of which few have
 * changed since the last reading: the lines of the others are kept.
 */
export function formatQueueGauges({ queues }: Pick<GaugeSources, 'queues'>): string {
  let text = ''
  for (const queue of queues.all()) {
    const counts = queue.counts()
    const kept = linesByQueue.get(queue)
    if (kept && states.every((state) => kept.counts[state] === counts[state])) text += kept.text
    else {
      const lines = formatQueue(queue, counts)
      linesByQueue.set(queue, { counts: { ...counts }, text: lines })
      text += lines
    }
  }
  return text
}

function formatQueue({ id }: Queue, counts: ReturnType<Queue['counts']>): string {
  const { account, region, name } = id
  const samples = states.map((state) => ({
    labels: { account, region, queue: name, state },
    value: counts[state],
  }))
  return formatSamples('mturk_local_queue_messages', samples)
}

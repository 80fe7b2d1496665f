import type { Registry } from 'prom-client'
import type { EventLoop } from './event-loop.js'
import { type Metric, type MetricLabels, type MetricName, metrics } from './metrics.js'
import { formatMetric, formatSamples, type Sample } from './prometheus-text.js'

/** Value of a gauge, or of a counter kept elsewhere. */
export interface GaugeValue {
  readonly name: MetricName
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What one metric has counted for one combination of labels. */
interface Series {
  readonly labels: Readonly<Record<string, string>>
  sum: number
  /** Of a histogram: the observations by bucket, last those above all bounds. */
  readonly counts: number[]
}

/** Metrics for Prometheus, counted here; those of the process come from prom-client. */
export class MetricsRegistry {
  readonly #series = new Map<MetricName, Map<string, Series>>()

  count<N extends MetricName>(name: N, labels: MetricLabels<N>, by = 1): void {
    this.#getSeries(name, labels).sum += by
  }

  observe<N extends MetricName>(name: N, labels: MetricLabels<N>, value: number): void {
    const series = this.#getSeries(name, labels)
    const { buckets = [] } = metrics[name] as Metric
    let index = 0
    while (index < buckets.length && value > buckets[index]!) index++
    series.counts[index]!++
    series.sum += value
  }

  #getSeries(name: MetricName, labels: Readonly<Record<string, string>>): Series {
    const { labels: labelNames, buckets = [] } = metrics[name] as Metric
    let byLabels = this.#series.get(name)
    if (!byLabels) {
      byLabels = new Map()
      this.#series.set(name, byLabels)
    }
    let key = ''
    for (const label of labelNames) key += `${labels[label]}\n`
    let series = byLabels.get(key)
    if (!series) {
      series = { labels, sum: 0, counts: Array<number>(buckets.length + 1).fill(0) }
      byLabels.set(key, series)
    }
    return series
  }

  /**
   * All metrics in Prometheus text format, including those of the process.
   *
   * @param lines the samples of metrics of which there may be very many, as `formatSamples` writes them
   */
  async render(
    gauges: readonly GaugeValue[],
    lines: Readonly<Partial<Record<MetricName, string>>>,
  ): Promise<{ contentType: string; body: string }> {
    const { registry: processRegistry, eventLoop } = await loadProcessMetrics()
    const { p50, p99, max } = eventLoop.delay()
    const delays = Object.entries({ 0.5: p50, 0.99: p99, 1: max }).map(([quantile, value]) => ({
      name: 'mturk_local_event_loop_delay_seconds' as const,
      labels: { quantile },
      value,
    }))
    const given = groupByName([...gauges, ...delays])
    const own = (Object.keys(metrics) as MetricName[]).map((name) =>
      formatMetric(
        name,
        metrics[name],
        lines[name] ?? formatSamples(name, given.get(name) ?? this.#sample(name)),
      ),
    )
    const body = [...own, await processRegistry.metrics()].join('\n')
    return { contentType: processRegistry.contentType, body }
  }

  #sample(name: MetricName): readonly Sample[] {
    const { kind, buckets = [] } = metrics[name] as Metric
    const all = [...(this.#series.get(name)?.values() ?? [])]
    if (kind !== 'histogram') return all.map(({ labels, sum: value }) => ({ labels, value }))
    return all.flatMap(({ labels, sum, counts }) => {
      let count = 0
      const cumulative = [...buckets, '+Inf'].map((bound, index): Sample => {
        count += counts[index]!
        const bucketLabels = { le: String(bound), ...labels }
        return { metricName: `${name}_bucket`, labels: bucketLabels, value: count }
      })
      return [
        ...cumulative,
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: count },
      ]
    })
  }
}

function groupByName(values: readonly GaugeValue[]): ReadonlyMap<MetricName, GaugeValue[]> {
  const groups = new Map<MetricName, GaugeValue[]>()
  for (const value of values) {
    const group = groups.get(value.name)
    if (group) group.push(value)
    else groups.set(value.name, [value])
  }
  return groups
}

interface ProcessMetrics {
  readonly registry: Registry
  readonly eventLoop: EventLoop
}

let processMetrics: Promise<ProcessMetrics> | undefined

/**
 * One registry per process, however many emulators run in it. Default metrics need a timer, so they
 * are collected from the first request on.
 */
function loadProcessMetrics(): Promise<ProcessMetrics> {
  processMetrics ??= collectProcessMetrics()
  return processMetrics
}

async function collectProcessMetrics(): Promise<ProcessMetrics> {
  const { Registry, collectDefaultMetrics } = await import('prom-client')
  const { EventLoop } = await import('./event-loop.js')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const { name } of registry.getMetricsAsArray()) {
    // Replaced by our own metric, which is also correct when read twice in quick succession.
    if (name.startsWith('nodejs_eventloop_lag')) registry.removeSingleMetric(name)
  }
  return { registry, eventLoop: new EventLoop() }
}

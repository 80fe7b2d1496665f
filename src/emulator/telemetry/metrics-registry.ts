import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { EventLoop } from './event-loop.js'
import { type Metric, type MetricLabels, type MetricName, metrics } from './metrics.js'

/** Value of a gauge, or of a counter kept elsewhere. */
export interface GaugeValue {
  readonly name: MetricName
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Metrics for Prometheus; prom-client is loaded with the first event. */
export class MetricsRegistry {
  #loaded: Instruments | undefined
  #loading: Promise<Instruments> | undefined
  #pending: ((instruments: Instruments) => void)[] = []

  count<N extends MetricName>(name: N, labels: MetricLabels<N>, by = 1): void {
    this.#whenLoaded(({ counters }) => counters.get(name)?.inc(labels, by))
  }

  observe<N extends MetricName>(name: N, labels: MetricLabels<N>, value: number): void {
    this.#whenLoaded(({ histograms }) => histograms.get(name)?.observe(labels, value))
  }

  /** All metrics in Prometheus text format, including those of the process. */
  async render(gauges: readonly GaugeValue[]): Promise<{ contentType: string; body: string }> {
    const instruments = await this.#load()
    // Remove gauges of deleted queues.
    for (const gauge of instruments.gauges.values()) gauge.reset()
    for (const { name } of gauges) instruments.counters.get(name)?.reset()
    for (const { name, labels, value } of gauges) {
      instruments.gauges.get(name)?.set({ ...labels }, value)
      instruments.counters.get(name)?.inc({ ...labels }, value)
    }
    const { Registry } = await import('prom-client')
    const { registry, eventLoop } = await loadProcessMetrics()
    const { p50, p99, max } = eventLoop.delay()
    const delay = instruments.gauges.get('mturk_local_event_loop_delay_seconds')
    for (const [quantile, value] of Object.entries({ 0.5: p50, 0.99: p99, 1: max }))
      delay?.set({ quantile }, value)
    const all = Registry.merge([instruments.registry, registry])
    return { contentType: all.contentType, body: await all.metrics() }
  }

  #whenLoaded(action: (instruments: Instruments) => void): void {
    if (this.#loaded) return action(this.#loaded)
    this.#pending.push(action)
    void this.#load()
  }

  #load(): Promise<Instruments> {
    this.#loading ??= createInstruments().then((loaded) => {
      for (const action of this.#pending) action(loaded)
      this.#pending = []
      this.#loaded = loaded
      return loaded
    })
    return this.#loading
  }
}

interface Instruments {
  readonly registry: Registry
  readonly counters: ReadonlyMap<string, Counter>
  readonly gauges: ReadonlyMap<string, Gauge>
  readonly histograms: ReadonlyMap<string, Histogram>
}

async function createInstruments(): Promise<Instruments> {
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  const counters = new Map<string, Counter>()
  const gauges = new Map<string, Gauge>()
  const histograms = new Map<string, Histogram>()
  for (const [name, { kind, labels, help, buckets }] of Object.entries<Metric>(metrics)) {
    const common = { name, help, labelNames: [...labels], registers: [registry] }
    if (kind === 'counter') counters.set(name, new Counter(common))
    else if (kind === 'gauge') gauges.set(name, new Gauge(common))
    else histograms.set(name, new Histogram({ ...common, buckets: [...(buckets ?? [])] }))
  }
  return { registry, counters, gauges, histograms }
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
  processMetrics ??= import('prom-client').then(({ Registry, collectDefaultMetrics }) => {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    for (const { name } of registry.getMetricsAsArray()) {
      // Replaced by our own metric, which is also correct when read twice in quick succession.
      if (name.startsWith('nodejs_eventloop_lag')) registry.removeSingleMetric(name)
    }
    return { registry, eventLoop: new EventLoop() }
  })
  return processMetrics
}

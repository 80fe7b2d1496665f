import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { EventLoop } from './event-loop.js'
import { type LabelsOf, type Metric, type MetricName, metrics } from './metrics.js'

/** A gauge as it stands, or a counter that somebody else keeps. */
export interface Reading {
  readonly name: MetricName
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Counts what happens, for Prometheus. What does the counting is loaded with the first event. */
export class Meter {
  #opened: Instruments | undefined
  #opening: Promise<Instruments> | undefined
  #waiting: ((instruments: Instruments) => void)[] = []

  count<N extends MetricName>(name: N, labels: LabelsOf<N>, by = 1): void {
    this.#with(({ counters }) => counters.get(name)?.inc(labels, by))
  }

  observe<N extends MetricName>(name: N, labels: LabelsOf<N>, value: number): void {
    this.#with(({ histograms }) => histograms.get(name)?.observe(labels, value))
  }

  /** Everything in the text format of Prometheus, the process's own figures too. */
  async text(readings: readonly Reading[]): Promise<{ contentType: string; body: string }> {
    const instruments = await this.#open()
    // A queue that is gone has no depth any more.
    for (const gauge of instruments.gauges.values()) gauge.reset()
    for (const { name } of readings) instruments.counters.get(name)?.reset()
    for (const { name, labels, value } of readings) {
      instruments.gauges.get(name)?.set({ ...labels }, value)
      instruments.counters.get(name)?.inc({ ...labels }, value)
    }
    const { Registry } = await import('prom-client')
    const { registry, eventLoop } = await ofTheProcess()
    const { p50, p99, max } = eventLoop.delay()
    const delay = instruments.gauges.get('mturk_local_event_loop_delay_seconds')
    for (const [quantile, value] of Object.entries({ 0.5: p50, 0.99: p99, 1: max }))
      delay?.set({ quantile }, value)
    const all = Registry.merge([instruments.registry, registry])
    return { contentType: all.contentType, body: await all.metrics() }
  }

  #with(deed: (instruments: Instruments) => void): void {
    if (this.#opened) return deed(this.#opened)
    this.#waiting.push(deed)
    void this.#open()
  }

  #open(): Promise<Instruments> {
    this.#opening ??= instruments().then((opened) => {
      for (const deed of this.#waiting) deed(opened)
      this.#waiting = []
      this.#opened = opened
      return opened
    })
    return this.#opening
  }
}

interface Instruments {
  readonly registry: Registry
  readonly counters: ReadonlyMap<string, Counter>
  readonly gauges: ReadonlyMap<string, Gauge>
  readonly histograms: ReadonlyMap<string, Histogram>
}

async function instruments(): Promise<Instruments> {
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  const counters = new Map<string, Counter>()
  const gauges = new Map<string, Gauge>()
  const histograms = new Map<string, Histogram>()
  for (const [name, { kind, labels, says, buckets }] of Object.entries<Metric>(metrics)) {
    const common = { name, help: says, labelNames: [...labels], registers: [registry] }
    if (kind === 'counter') counters.set(name, new Counter(common))
    else if (kind === 'gauge') gauges.set(name, new Gauge(common))
    else histograms.set(name, new Histogram({ ...common, buckets: [...(buckets ?? [])] }))
  }
  return { registry, counters, gauges, histograms }
}

interface Process {
  readonly registry: Registry
  readonly eventLoop: EventLoop
}

let watched: Promise<Process> | undefined

/**
 * One for the whole process, however many emulators are in it: watching costs a timer, so the
 * process is watched from the first time somebody asks.
 */
function ofTheProcess(): Promise<Process> {
  watched ??= import('prom-client').then(({ Registry, collectDefaultMetrics }) => {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    for (const { name } of registry.getMetricsAsArray()) {
      // Ours says the same, and makes sense when it is asked twice in a moment too.
      if (name.startsWith('nodejs_eventloop_lag')) registry.removeSingleMetric(name)
    }
    return { registry, eventLoop: new EventLoop() }
  })
  return watched
}

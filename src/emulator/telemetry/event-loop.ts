import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** Sampling interval in milliseconds; samples include it besides the delay. */
const resolution = 10

/** Event loop delay in seconds. */
interface Delay {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** Monitors the event loop; each reading covers the time since the previous one. */
export class EventLoop {
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution })
  #last: Delay = { p50: 0, p99: 0, max: 0 }

  constructor() {
    this.#histogram.enable()
  }

  delay(): Delay {
    const histogram = this.#histogram
    // No new samples since the previous reading: return it again.
    if (histogram.count === 0) return this.#last
    this.#last = {
      p50: toDelaySeconds(histogram.percentile(50)),
      p99: toDelaySeconds(histogram.percentile(99)),
      max: toDelaySeconds(histogram.max),
    }
    histogram.reset()
    return this.#last
  }
}

const toDelaySeconds = (nanoseconds: number): number =>
  Math.max(nanoseconds - resolution * 1_000_000, 0) / 1_000_000_000

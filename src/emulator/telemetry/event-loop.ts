import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds between two looks; what a look finds is later than that by the delay. */
const resolution = 10

/** How long what is due had to wait for what was running, in seconds. */
interface Delay {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** Watches the event loop: each reading is of the time since the one before. */
export class EventLoop {
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution })
  #last: Delay = { p50: 0, p99: 0, max: 0 }

  constructor() {
    this.#histogram.enable()
  }

  delay(): Delay {
    const histogram = this.#histogram
    // Somebody else has asked a moment ago: there is nothing newer than what was said then.
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

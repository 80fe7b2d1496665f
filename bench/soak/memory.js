import { measure } from '../measure.js'

/** Samples the memory of a running emulator. */
export class MemorySampler {
  #samples = []
  #endpoint
  #pid

  constructor({ endpoint, child }) {
    this.#endpoint = endpoint
    this.#pid = child.pid
  }

  /** @param at milliseconds since the start of the run */
  async sample(at) {
    // Garbage that is not yet collected is not a leak.
    process.kill(this.#pid, 'SIGUSR2')
    const figures = await (await fetch(`${this.#endpoint}/_mturk/metrics`)).text()
    const heap = Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(figures)[1])
    this.#samples.push({ at, heap, rss: measure.memory(this.#pid) })
  }

  /** The last sample in MiB, and the slope in MiB a minute, of the samples since `start`. */
  trendSince(start, metric) {
    const points = this.#samples
      .filter(({ at }) => at >= start)
      .map((sample) => [sample.at / 60_000, sample[metric] / 2 ** 20])
    return { last: points.at(-1)?.[1] ?? 0, slope: leastSquaresSlope(points) }
  }
}

function leastSquaresSlope(points) {
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}

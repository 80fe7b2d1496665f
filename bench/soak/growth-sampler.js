import { statSync } from 'node:fs'
import { measure } from '../measure.js'

/** Samples the memory and the data file of a running emulator. */
export class GrowthSampler {
  #samples = []
  #endpoint
  #pid
  #file

  constructor({ endpoint, child }, file) {
    this.#file = file
    this.#endpoint = endpoint
    this.#pid = child.pid
  }

  /** @param at milliseconds since the start of the run */
  async sample(at) {
    // Garbage that is not yet collected is not a leak.
    process.kill(this.#pid, 'SIGUSR2')
    const figures = await (await fetch(`${this.#endpoint}/_mturk/metrics`)).text()
    const heap = Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(figures)[1])
    const file = [this.#file, `${this.#file}-wal`].reduce(
      (sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
    this.#samples.push({ at, heap, rss: measure.memory(this.#pid), file })
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

import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { calculateTrend } from './trend.js'

/** Samples the memory and the data file of a running emulator that has `collect.js` loaded. */
export class GrowthSampler {
  #samples = []
  #child
  #data
  #memoryFile
  #record

  /**
   * @param data the emulator's data file
   * @param memoryFile where `collect.js` writes
   * @param record a file to which each sample is appended as a line of JSON, if it is given
   */
  constructor({ child }, { data, memoryFile, record }) {
    this.#child = child
    this.#data = data
    this.#memoryFile = memoryFile
    this.#record = record
  }

  /** @param at milliseconds since the start of the run */
  async sample(at) {
    rmSync(this.#memoryFile, { force: true })
    // Garbage that is not yet collected is not a leak.
    this.#child.kill('SIGUSR2')
    while (!existsSync(this.#memoryFile)) {
      if (this.#child.exitCode !== null) throw new Error('The emulator has ended.')
      await sleep(20)
    }
    const { heapUsed, rss } = JSON.parse(readFileSync(this.#memoryFile, 'utf8'))
    const file = [this.#data, `${this.#data}-wal`].reduce(
      (sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
    const sample = { at, heap: heapUsed, rss, file }
    this.#samples.push(sample)
    if (this.#record) appendFileSync(this.#record, `${JSON.stringify(sample)}\n`)
  }

  /** The trend of one metric in MiB and minutes, of the samples since `start`. */
  trendSince(start, metric) {
    return calculateTrend(
      this.#samples
        .filter(({ at }) => at >= start)
        .map((sample) => [sample.at / 60_000, sample[metric] / 2 ** 20]),
    )
  }
}

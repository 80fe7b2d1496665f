import type { WorldClock } from '../../core/clock.js'
import { Emitter } from '../../core/emitter.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { advanceClock } from './advance-clock.js'

/** An advance of the clock that is under way. */
export interface ClockAdvance {
  readonly from: Date
  readonly to: Date
  /** How many jobs have run so far. */
  readonly jobCount: number
}

/** The clock was stopped before it reached the instant that a caller asked for. */
export class AdvanceStoppedError extends Error {
  override readonly name = 'AdvanceStoppedError'

  constructor(reached: Date, to: Date) {
    super(
      `The advance was stopped at ${reached.toISOString()}, before it reached ${to.toISOString()}.`,
    )
  }
}

/** The advances of this process that are under way: their progress is visible, and they can be stopped. */
export class ClockAdvances {
  readonly #running = new Map<{ from: Date; to: Date; jobCount: number }, Promise<void>>()
  readonly #onEnded: () => Promise<void>
  /** Emits when an advance starts, ends or has run a job. */
  readonly progressed = new Emitter<void>()
  #stopCount = 0

  /** @param onEnded called when the clock was moved, before the advance resolves or throws */
  constructor(onEnded: () => Promise<void>) {
    this.#onEnded = onEnded
  }

  /** The one that goes furthest; undefined when none is under way. */
  get current(): ClockAdvance | undefined {
    return [...this.#running.keys()].sort((a, b) => b.to.getTime() - a.to.getTime())[0]
  }

  /** @throws AdvanceStoppedError when it is stopped on the way */
  run(marketplace: Marketplace, clock: WorldClock, to: Date, options?: CallOptions): Promise<void> {
    const advance = { from: clock.now(), to, jobCount: 0 }
    const stopCount = this.#stopCount
    const beforeJob = () => {
      if (this.#stopCount !== stopCount) return false
      advance.jobCount++
      this.progressed.emit()
      return true
    }
    const running = advanceClock(marketplace, clock, to, options, beforeJob)
      .then((isComplete) => {
        if (!isComplete) throw new AdvanceStoppedError(clock.now(), to)
      })
      .finally(async () => {
        await this.#onEnded()
        this.#running.delete(advance)
        this.progressed.emit()
      })
    this.#running.set(advance, running)
    return running
  }

  /** Stops each of them after the job that it runs now. */
  stop(): void {
    this.#stopCount++
  }

  /** Stops them, and resolves when none is under way. */
  async close(): Promise<void> {
    this.stop()
    await Promise.allSettled(this.#running.values())
  }
}

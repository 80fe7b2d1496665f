import type { WorldClock } from '../../core/clock.js'
import { type Timer, yieldToEventLoop } from '../../core/timer.js'
import type { Marketplace } from '../unit-of-work.js'
import { jobsPerTick, findNextJob } from './advance-clock.js'
import { runJob } from './run-job.js'

/** The clock is looked at this often, in milliseconds: it may be set ahead by whoever runs the machine. */
const maxSleep = 10_000
/** Before what could not be met is tried again, in milliseconds. */
const retryDelay = 1000

/** The one timer of a world: rings when the next deadline is due, while the clock runs. */
export class Scheduler {
  readonly #clock: WorldClock
  readonly #timer: Timer
  readonly #report: (error: unknown) => void
  #marketplace: Marketplace | undefined
  #nextRunAt = Number.POSITIVE_INFINITY
  #cancelTimer = () => {}
  #running: Promise<void> | undefined
  #rerun = false

  constructor(clock: WorldClock, timer: Timer, report: (error: unknown) => void) {
    this.#clock = clock
    this.#timer = timer
    this.#report = report
  }

  /** Meets what has fallen due in the meantime, and waits for the rest. */
  async start(marketplace: Marketplace): Promise<void> {
    this.#marketplace = marketplace
    await this.#runDueJobs()
    await this.#arm()
  }

  /**
   * Hears of a new deadline; what is due already is met before it returns. When that cannot be, it
   * is met later: the change that it follows from is made.
   */
  async notify(dueAt: Date): Promise<void> {
    if (dueAt > this.#clock.now()) this.#scheduleAt(dueAt)
    else await this.#runDueJobs().catch((error: unknown) => this.#retryLater(error))
  }

  /** The clock was moved, stopped or set going: what falls due when is another matter now. */
  async clockChanged(): Promise<void> {
    this.#cancelTimer()
    this.#nextRunAt = Number.POSITIVE_INFINITY
    try {
      await this.#runDueJobs()
      await this.#arm()
    } catch (error) {
      this.#scheduleRetry()
      throw error
    }
  }

  stop(): void {
    this.#cancelTimer()
    this.#marketplace = undefined
  }

  /** Whoever comes while due things are being met waits with them, and is met before that ends. */
  #runDueJobs(): Promise<void> {
    this.#rerun = true
    this.#running ??= this.#runUntilNoneDue()
    return this.#running
  }

  async #runUntilNoneDue(): Promise<void> {
    try {
      while (this.#rerun) {
        this.#rerun = false
        await this.#runPass()
      }
    } finally {
      // In the same breath as the last look, so that nobody comes in between and is overlooked.
      this.#running = undefined
    }
  }

  async #runPass(): Promise<void> {
    const marketplace = this.#marketplace
    if (!marketplace) return
    // What follows from meeting one is met in its turn; to wait for that here would be for ever.
    const nonBlocking = {
      ...marketplace,
      notifyScheduler: async (dueAt: Date) => this.#scheduleAt(dueAt),
    }
    for (let jobCount = 1; ; jobCount++) {
      const due = await findNextJob(marketplace, this.#clock.now())
      if (!due) return
      await runJob(nonBlocking, due)
      if (jobCount % jobsPerTick === 0) await yieldToEventLoop()
    }
  }

  async #arm(): Promise<void> {
    const marketplace = this.#marketplace
    if (!marketplace || this.#clock.isFrozen) return
    const next = await marketplace.store.transaction((tx) => tx.scheduledJobs.findFirst({}, 'due'))
    if (next) this.#scheduleAt(next.at)
  }

  #scheduleAt(dueAt: Date): void {
    if (this.#clock.isFrozen || dueAt.getTime() >= this.#nextRunAt) return
    this.#nextRunAt = dueAt.getTime()
    this.#armTimer()
  }

  #armTimer(): void {
    const remaining = () => this.#nextRunAt - this.#clock.now().getTime()
    this.#startTimer(Math.min(Math.max(remaining(), 0), maxSleep), () =>
      remaining() > 0 ? this.#armTimer() : this.#fire(),
    )
  }

  #fire(): void {
    this.#nextRunAt = Number.POSITIVE_INFINITY
    this.#runDueJobs()
      .then(() => this.#arm())
      .catch((error: unknown) => this.#retryLater(error))
  }

  #retryLater(error: unknown): void {
    this.#report(error)
    this.#scheduleRetry()
  }

  #scheduleRetry(): void {
    if (!this.#marketplace) return
    // Nothing that falls due later takes its place.
    this.#nextRunAt = this.#clock.now().getTime()
    this.#startTimer(retryDelay, () => this.#fire())
  }

  #startTimer(delay: number, callback: () => void): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#timer.after(delay, callback)
  }
}

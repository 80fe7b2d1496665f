import type { WorldClock } from '../../core/clock.js'
import { type Timer, yieldToEventLoop } from '../../core/timer.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { createRepetitionCheck, findNextJob, jobsPerTick } from './advance-clock.js'
import { runJob } from './run-job.js'

/** Milliseconds after which the clock is read again: the system clock may have been set ahead. */
const maxSleep = 10_000
/** Milliseconds for which a start waits for the jobs that were due while the emulator was stopped. */
const maxCatchUp = 10_000
/** Milliseconds before jobs that failed are run again. */
const retryDelay = 1000

/** Runs jobs when they are due, with one timer for the earliest of them, while the clock runs. */
export class Scheduler {
  readonly #clock: WorldClock
  readonly #timer: Timer
  readonly #report: (error: unknown) => void
  #marketplace: Marketplace | undefined
  #nextRunAt = Number.POSITIVE_INFINITY
  #cancelTimer = () => {}
  #running: Promise<void> | undefined
  #rerun = false
  /** A job that schedules another must not wait for it: this run takes it next. */
  readonly #jobOptions: CallOptions = {
    notifyScheduler: async (dueAt) => this.#scheduleAt(dueAt),
  }

  constructor(clock: WorldClock, timer: Timer, report: (error: unknown) => void) {
    this.#clock = clock
    this.#timer = timer
    this.#report = report
  }

  /**
   * Runs what is due already, and sets the timer for the rest. After a long stop that may be a lot,
   * and what is left after some seconds runs in the background.
   */
  async start(marketplace: Marketplace): Promise<void> {
    this.#marketplace = marketplace
    await new Promise<void>((resolve, reject) => {
      let isWaiting = true
      const cancel = this.#timer.after(maxCatchUp, () => {
        isWaiting = false
        resolve()
      })
      this.#runDueJobs()
        .then(() => this.#arm())
        .catch((error: unknown) => (isWaiting ? reject(error) : this.#retryLater(error)))
        .finally(() => {
          cancel()
          resolve()
        })
    })
  }

  /**
   * Called with a new deadline. Jobs that are due already run before it resolves; when they fail,
   * they are run again later, since the change that scheduled them is committed.
   */
  async notify(dueAt: Date): Promise<void> {
    if (dueAt > this.#clock.now()) this.#scheduleAt(dueAt)
    else await this.#runDueJobs().catch((error: unknown) => this.#retryLater(error))
  }

  /** Call it when the clock was moved, stopped or started. */
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

  /** Calls made while jobs run share the run, which then looks for due jobs once more. */
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
      // Synchronously after the last check of the flag, so that no call is lost in between.
      this.#running = undefined
    }
  }

  async #runPass(): Promise<void> {
    const marketplace = this.#marketplace
    if (!marketplace) return
    const checkRepetition = createRepetitionCheck()
    for (let jobCount = 1; ; jobCount++) {
      const due = await findNextJob(marketplace, this.#clock.now())
      if (!due) return
      checkRepetition(due)
      await runJob(marketplace, due, this.#jobOptions)
      if (jobCount % jobsPerTick === 0) await yieldToEventLoop()
      // Stopped meanwhile: the rest is due at the next start.
      if (this.#marketplace !== marketplace) return
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
    // A job that is due later must not replace the retry.
    this.#nextRunAt = this.#clock.now().getTime()
    this.#startTimer(retryDelay, () => this.#fire())
  }

  #startTimer(delay: number, callback: () => void): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#timer.after(delay, callback)
  }
}

import type { WorldClock } from '../core/clock.js'
import type { Timer } from '../core/timer.js'
import type { Alarm } from '../mturk/scheduler/scheduler.js'
import type { Courier } from '../notifications/dispatcher.js'
import { clockLeftIn, leaveClockIn } from '../store/clock-note.js'
import type { Listening } from '../store/engine.js'
import { livingIn } from '../store/living.js'
import type { Store } from '../store/store.js'

/** What one process calls to the others. */
interface Call {
  readonly from: string
  /** Deliveries that were tried, by their IDs. */
  readonly sent?: readonly string[]
  /** The world's clock was moved. */
  readonly clock?: true
  /** It goes by the clock as it was moved. */
  readonly follows?: true
  /** It ends, and leaves what it has to the others. */
  readonly leaves?: true
}

export interface FellowsOptions {
  readonly id: string
  /** How long a process counts as alive after it said so, in milliseconds. */
  readonly lease: number
  readonly store: Store
  readonly courier: Courier
  readonly alarm: Alarm
  readonly clock: WorldClock
  readonly timer: Timer
  readonly report: (error: unknown) => void
}

/** The longest pause before a lost connection is tried again, in milliseconds. */
const retryPause = 1000
/** How long whoever moves the clock waits for the others to follow, in milliseconds. */
const patience = 2000

/**
 * This process among those that share its world: says that it is alive, takes over what one leaves
 * behind that is not, and hears what the others have done.
 */
export class Fellows {
  readonly #options: FellowsOptions
  readonly #waiting = new Set<() => void>()
  #callOff = () => {}
  #listening: Listening | undefined
  /** Which move of the world's clock it goes by: they are counted. */
  #clockVersion = 0
  #started = false
  #ended = false
  #troubled = false

  constructor(options: FellowsOptions) {
    this.#options = options
  }

  /** Is alive from now on, so that what it does counts as its own, and goes by the world's clock. */
  async join(): Promise<void> {
    const { store, clock } = this.#options
    const { version, ...state } = await clockLeftIn(store)
    clock.restore(state)
    this.#clockVersion = version
    // A store that is one process's alone has no other that could be alive.
    if (!store.bus) await store.transaction((tx) => tx.processes.removeAll({}))
    await this.#sayAlive()
    this.#wind()
  }

  /** Carries on with what was left behind, and hears the others. */
  async start(): Promise<void> {
    const { store, courier, report } = this.#options
    this.#started = true
    this.#listening = store.bus?.listen({
      heard: (text) => void this.#hear(text).catch(report),
      missed: () => void this.#catchUp().catch(report),
      lost: () => this.#wind(0),
    })
    await this.#listening?.renew()
    await this.#followClock()
    await courier.resume()
  }

  /** Tells the others that the world's clock was moved; resolves when they go by it. */
  async clockMoved(): Promise<void> {
    const { store, clock, alarm } = this.#options
    const mine = clock.state
    const { version, ...state } = await leaveClockIn(store, mine)
    this.#clockVersion = version
    if (!store.bus) return
    if (state.ahead !== mine.ahead || state.stands !== mine.stands) {
      clock.follow(state)
      await alarm.rewind()
    }
    await this.#sayAlive()
    await this.#call({ clock: true })
    await this.#untilAllFollow(version)
  }

  /** Resolves when nothing is pending in the whole world. */
  async settled(): Promise<void> {
    const { courier, store, timer, lease } = this.#options
    for (;;) {
      await courier.settled()
      if (!store.bus || this.#ended) return
      let stop = () => {}
      // Listening begins before the log is read, so that nothing falls between the two.
      const changed = new Promise<void>((resolve) => {
        const calledOff = [
          courier.onChange(() => resolve()),
          courier.onGap(resolve),
          timer.after(lease, resolve),
        ]
        stop = () => calledOff.forEach((callOff) => void callOff())
      })
      const pending = await store
        .transaction((tx) => tx.deliveries.count({ status: 'pending' }))
        .catch(() => 1)
      if (pending > 0) await changed
      stop()
      if (pending === 0) return
    }
  }

  /** Says that it ends: what is still pending is the others' at once. */
  async end(): Promise<void> {
    this.#ended = true
    this.#callOff()
    const { store, id, report } = this.#options
    try {
      await this.#listening?.stop()
      await store.transaction((tx) => tx.processes.remove({ id }))
      await this.#call({ leaves: true })
    } catch (error) {
      // The others will see it by its silence.
      report(error)
    }
  }

  #wind(delay = this.#options.lease / 3): void {
    if (this.#ended || !this.#options.store.bus) return
    this.#callOff()
    this.#callOff = this.#options.timer.after(delay, () => {
      this.#beat().then(
        () => this.#wind(),
        () => this.#wind(Math.min(this.#options.lease / 3, retryPause)),
      )
    })
  }

  /** What is wrong is told once, not with each beat until it is mended. */
  async #beat(): Promise<void> {
    const { courier, alarm, report } = this.#options
    try {
      await this.#sayAlive()
      if (this.#started) {
        await this.#listening?.renew()
        await courier.resume()
        await this.#followClock()
        await alarm.rewind()
      }
      this.#troubled = false
    } catch (error) {
      if (!this.#troubled && !this.#ended) report(error)
      this.#troubled = true
      throw error
    }
  }

  async #sayAlive(): Promise<void> {
    const { store, id, lease } = this.#options
    const now = (await store.bus?.now()) ?? 0
    await store.transaction(async (tx) => {
      // One that has ended is not brought back by a beat that was under way.
      if (this.#ended) return
      await tx.processes.put({ id, aliveUntil: now + lease, lease, clock: this.#clockVersion })
      await tx.processes.removeAll({ aliveUntil: { to: now - 10 * lease } })
    })
  }

  async #hear(text: string): Promise<void> {
    const { id, store, courier } = this.#options
    const call = JSON.parse(text) as Call
    if (call.from === id || this.#ended) return
    if (call.leaves) await courier.resume()
    if (call.clock) await this.#followClock()
    if (call.follows) for (const wake of this.#waiting) wake()
    if (!call.sent) return
    const sent = await store.transaction((tx) => tx.deliveries.list({ id: call.sent }))
    for (const { thing } of sent) courier.hear(thing)
  }

  /** After a while in which calls were not heard. */
  async #catchUp(): Promise<void> {
    await this.#followClock()
    this.#options.courier.hearAgain()
  }

  async #followClock(): Promise<void> {
    const { store, clock, alarm } = this.#options
    const { version, ...state } = await clockLeftIn(store)
    if (version <= this.#clockVersion) return
    this.#clockVersion = version
    clock.follow(state)
    await this.#sayAlive()
    await this.#call({ follows: true })
    await alarm.rewind()
  }

  async #untilAllFollow(version: number): Promise<void> {
    const { store, id, timer } = this.#options
    let isOver = false
    let wake = () => {}
    const callOff = timer.after(patience, () => {
      isOver = true
      wake()
    })
    for (;;) {
      const called = new Promise<void>((resolve) => {
        wake = resolve
      })
      this.#waiting.add(wake)
      const living = await livingIn(store)
      if (!isOver && living.some((each) => each.id !== id && each.clock < version)) await called
      else isOver = true
      this.#waiting.delete(wake)
      if (isOver) break
    }
    callOff()
  }

  async #call(call: Omit<Call, 'from'>): Promise<void> {
    const { id, store } = this.#options
    await store.bus?.call(JSON.stringify({ from: id, ...call }))
  }
}

import type { Clock, WorldClock } from './clock/clock.js'
import type { Timer } from './clock/timer.js'
import type { Alarm } from './deadlines/alarm.js'
import type { Courier } from './notifications/courier.js'
import { clockLeftIn } from './store/clock-note.js'
import type { Listening } from './store/engine.js'
import type { Store } from './store/store.js'

/** What one process calls to the others. */
interface Call {
  readonly from: string
  /** Deliveries that were tried, by their IDs. */
  readonly sent?: readonly string[]
  /** The world's clock was moved. */
  readonly clock?: true
  /** It ends, and leaves what it has to the others. */
  readonly leaves?: true
}

export interface FellowsOptions {
  readonly id: string
  /** How long a process counts as alive after it said so, in milliseconds of the wall's clock. */
  readonly lease: number
  readonly store: Store
  readonly courier: Courier
  readonly alarm: Alarm
  readonly clock: WorldClock
  readonly wall: Clock
  readonly timer: Timer
  readonly report: (error: unknown) => void
}

/**
 * This process among those that share its world: says that it is alive, takes over what one leaves
 * behind that is not, and hears what the others have done.
 */
export class Fellows {
  readonly #options: FellowsOptions
  #callOff = () => {}
  #listening: Listening | undefined
  #ended = false

  constructor(options: FellowsOptions) {
    this.#options = options
  }

  /** Is alive from now on, and carries on with what was left behind. */
  async start(): Promise<void> {
    const { store, courier, report } = this.#options
    // A store that is one process's alone has no other that could be alive.
    if (!store.bus) await store.transaction((tx) => tx.processes.removeAll({}))
    await this.#sayAlive()
    await courier.resume()
    if (!store.bus) return
    this.#listening = store.bus.listen((text) => {
      this.#hear(JSON.parse(text) as Call).catch(report)
    })
    await this.#listening.renew()
    this.#wind()
  }

  /** Tells the others to look at the world's clock again. */
  async clockMoved(): Promise<void> {
    await this.#call({ clock: true })
  }

  /** Resolves when nothing is pending in the whole world. */
  async settled(): Promise<void> {
    const { courier, store, timer, lease } = this.#options
    for (;;) {
      await courier.settled()
      if (!store.bus || this.#ended) return
      const pending = await store.transaction((tx) => tx.deliveries.count({ status: 'pending' }))
      if (pending === 0) return
      await new Promise<void>((resolve) => {
        const stop = courier.onChange(() => done())
        const callOff = timer.after(lease, () => done())
        const done = () => {
          stop()
          callOff()
          resolve()
        }
      })
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

  #wind(): void {
    if (this.#ended) return
    this.#callOff = this.#options.timer.after(this.#options.lease / 3, () => {
      this.#beat()
        .catch(this.#options.report)
        .finally(() => this.#wind())
    })
  }

  async #beat(): Promise<void> {
    await this.#sayAlive()
    await this.#listening?.renew()
    await this.#options.courier.resume()
    await this.#options.alarm.rewind()
  }

  async #sayAlive(): Promise<void> {
    const { store, id, wall, lease } = this.#options
    const now = wall.now().getTime()
    await store.transaction(async (tx) => {
      await tx.processes.put({ id, aliveUntil: now + lease })
      await tx.processes.removeAll({ aliveUntil: { to: now - lease } })
    })
  }

  async #hear(call: Call): Promise<void> {
    const { id, store, courier, clock, alarm } = this.#options
    if (call.from === id || this.#ended) return
    if (call.leaves) await courier.resume()
    if (call.clock) {
      clock.follow(await clockLeftIn(store))
      await alarm.rewind()
    }
    for (const sent of call.sent ?? []) {
      const delivery = await store.transaction((tx) => tx.deliveries.find({ id: sent }))
      if (delivery) courier.hear(delivery)
    }
  }

  async #call(call: Omit<Call, 'from'>): Promise<void> {
    const { id, store } = this.#options
    await store.bus?.call(JSON.stringify({ from: id, ...call }))
  }
}

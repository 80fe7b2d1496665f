import type { WorldClock } from '../core/clock.js'
import type { Timer } from '../core/timer.js'
import type { ChangeEvent } from '../mturk/change-events.js'
import type { Scheduler } from '../mturk/scheduler/scheduler.js'
import type { DeliveryDispatcher } from '../notifications/dispatcher.js'
import type { BusSubscription } from '../store/engine.js'
import { listLiveProcesses } from '../store/live-processes.js'
import { loadClock, saveClock } from '../store/metadata.js'
import type { Store } from '../store/store.js'

/** What one process calls to the others. */
interface ClusterMessage {
  readonly from: string
  /** Deliveries that were tried, by their IDs. */
  readonly deliveryIds?: readonly string[]
  readonly changes?: readonly ChangeEvent[]
  /** The world's clock was moved. */
  readonly clockMoved?: true
  /** It goes by the clock as it was moved. */
  readonly clockSynced?: true
  /** It ends, and leaves what it has to the others. */
  readonly leaving?: true
}

interface ClusterOptions {
  readonly id: string
  /** How long a process counts as alive after it said so, in milliseconds. */
  readonly lease: number
  readonly store: Store
  readonly dispatcher: DeliveryDispatcher
  readonly scheduler: Scheduler
  readonly clock: WorldClock
  readonly timer: Timer
  readonly report: (error: unknown) => void
  /** Receives what other processes changed. */
  readonly onChanges: (changes: readonly ChangeEvent[]) => void
  /** Called when the clock was moved, stopped or started, by whichever process. */
  readonly onClockChanged: () => void
}

/** Bytes of the changes in one message, which PostgreSQL limits to 8,000. */
const maxChangeBytes = 7000

/** The longest pause before a lost connection is tried again, in milliseconds. */
const maxReconnectDelay = 1000
/** How long whoever moves the clock waits for the others to follow, in milliseconds. */
const clockSyncTimeout = 2000

/**
 * This process among those that share its world: says that it is alive, takes over what one leaves
 * behind that is not, and hears what the others have done.
 */
export class Cluster {
  readonly #options: ClusterOptions
  readonly #followerWaiters = new Set<() => void>()
  readonly #pendingChanges = new Map<string, ChangeEvent>()
  #isSendingChanges = false
  #cancelHeartbeat = () => {}
  #subscription: BusSubscription | undefined
  /** Which move of the world's clock it goes by: they are counted. */
  #clockVersion = 0
  #started = false
  #stopped = false
  #failing = false

  constructor(options: ClusterOptions) {
    this.#options = options
  }

  /** Is alive from now on, so that what it does counts as its own, and goes by the world's clock. */
  async join(): Promise<void> {
    const { store, clock } = this.#options
    const { version, ...state } = await loadClock(store)
    clock.restore(state)
    this.#clockVersion = version
    // A store that is one process's alone has no other that could be alive.
    if (!store.bus) await store.transaction((tx) => tx.processes.removeAll({}))
    await this.#renewLease()
    this.#scheduleHeartbeat()
  }

  /** Carries on with what was left behind, and hears the others. */
  async start(): Promise<void> {
    const { store, dispatcher, report } = this.#options
    this.#started = true
    this.#subscription = store.bus?.subscribe({
      onMessage: (text) => void this.#onMessage(text).catch(report),
      onGap: () => void this.#resync().catch(report),
      onDisconnect: () => this.#scheduleHeartbeat(0),
    })
    await this.#subscription?.ensureConnected()
    await this.#syncClock()
    await dispatcher.recover()
  }

  /** Tells the others that the world's clock was moved; resolves when they go by it. */
  async broadcastClock(): Promise<void> {
    const { store, clock, scheduler, onClockChanged } = this.#options
    const localState = clock.state
    const { version, ...state } = await saveClock(store, localState)
    this.#clockVersion = version
    onClockChanged()
    if (!store.bus) return
    if (state.offset !== localState.offset || state.frozenAt !== localState.frozenAt) {
      clock.adopt(state)
      await scheduler.clockChanged()
    }
    await this.#renewLease()
    await this.#broadcast({ clockMoved: true })
    await this.#waitForFollowers(version)
  }

  /** Sends changes to the other processes; those that come while some are sent go together. */
  broadcastChanges(changes: readonly ChangeEvent[]): void {
    if (!this.#options.store.bus || changes.length === 0) return
    for (const change of changes) this.#pendingChanges.set(JSON.stringify(change), change)
    if (!this.#isSendingChanges) void this.#sendChanges()
  }

  async #sendChanges(): Promise<void> {
    this.#isSendingChanges = true
    while (this.#pendingChanges.size > 0) {
      const changes: ChangeEvent[] = []
      let bytes = 0
      for (const [text, change] of this.#pendingChanges) {
        bytes += Buffer.byteLength(text) + 1
        if (bytes > maxChangeBytes) break
        changes.push(change)
        this.#pendingChanges.delete(text)
      }
      // A change that is not announced is seen when it is next read.
      await this.#broadcast({ changes }).catch(() => {})
    }
    this.#isSendingChanges = false
  }

  /** Resolves when nothing is pending in the whole world. */
  async waitUntilIdle(): Promise<void> {
    const { dispatcher, store, timer, lease } = this.#options
    for (;;) {
      await dispatcher.waitUntilIdle()
      if (!store.bus || this.#stopped) return
      let stop = () => {}
      // Listening begins before the log is read, so that nothing falls between the two.
      const changed = new Promise<void>((resolve) => {
        const unsubscribers = [
          dispatcher.onChange(() => resolve()),
          dispatcher.onGap(resolve),
          timer.after(lease, resolve),
        ]
        stop = () => unsubscribers.forEach((unsubscribe) => void unsubscribe())
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
  async leave(): Promise<void> {
    this.#stopped = true
    this.#cancelHeartbeat()
    const { store, id, report } = this.#options
    try {
      await this.#subscription?.close()
      await store.transaction((tx) => tx.processes.remove({ id }))
      await this.#broadcast({ leaving: true })
    } catch (error) {
      // The others will see it by its silence.
      report(error)
    }
  }

  #scheduleHeartbeat(delay = this.#options.lease / 3): void {
    if (this.#stopped || !this.#options.store.bus) return
    this.#cancelHeartbeat()
    this.#cancelHeartbeat = this.#options.timer.after(delay, () => {
      this.#heartbeat().then(
        () => this.#scheduleHeartbeat(),
        () => this.#scheduleHeartbeat(Math.min(this.#options.lease / 3, maxReconnectDelay)),
      )
    })
  }

  /** What is wrong is told once, not with each beat until it is mended. */
  async #heartbeat(): Promise<void> {
    const { dispatcher, scheduler, report } = this.#options
    try {
      await this.#renewLease()
      if (this.#started) {
        await this.#subscription?.ensureConnected()
        await dispatcher.recover()
        await this.#syncClock()
        await scheduler.clockChanged()
      }
      this.#failing = false
    } catch (error) {
      if (!this.#failing && !this.#stopped) report(error)
      this.#failing = true
      throw error
    }
  }

  async #renewLease(): Promise<void> {
    const { store, id, lease } = this.#options
    const now = (await store.bus?.now()) ?? 0
    await store.transaction(async (tx) => {
      // One that has ended is not brought back by a beat that was under way.
      if (this.#stopped) return
      await tx.processes.put({
        id,
        aliveUntil: now + lease,
        lease,
        clockVersion: this.#clockVersion,
      })
      await tx.processes.removeAll({ aliveUntil: { to: now - 10 * lease } })
    })
  }

  async #onMessage(text: string): Promise<void> {
    const { id, store, dispatcher, onChanges } = this.#options
    const message = JSON.parse(text) as ClusterMessage
    if (message.from === id || this.#stopped) return
    if (message.leaving) await dispatcher.recover()
    if (message.clockMoved) await this.#syncClock()
    if (message.clockSynced) for (const notify of this.#followerWaiters) notify()
    if (message.changes) onChanges(message.changes)
    if (!message.deliveryIds) return
    const sent = await store.transaction((tx) => tx.deliveries.list({ id: message.deliveryIds }))
    for (const { record } of sent) dispatcher.notifyChanged(record)
  }

  /** After a while in which calls were not heard. */
  async #resync(): Promise<void> {
    await this.#syncClock()
    this.#options.dispatcher.notifyGap()
  }

  async #syncClock(): Promise<void> {
    const { store, clock, scheduler, onClockChanged } = this.#options
    const { version, ...state } = await loadClock(store)
    if (version <= this.#clockVersion) return
    this.#clockVersion = version
    clock.adopt(state)
    onClockChanged()
    await this.#renewLease()
    await this.#broadcast({ clockSynced: true })
    await scheduler.clockChanged()
  }

  async #waitForFollowers(version: number): Promise<void> {
    const { store, id, timer } = this.#options
    let isDone = false
    let notify = () => {}
    const cancel = timer.after(clockSyncTimeout, () => {
      isDone = true
      notify()
    })
    for (;;) {
      const nextMessage = new Promise<void>((resolve) => {
        notify = resolve
      })
      this.#followerWaiters.add(notify)
      const liveProcesses = await listLiveProcesses(store)
      if (!isDone && liveProcesses.some((each) => each.id !== id && each.clockVersion < version))
        await nextMessage
      else isDone = true
      this.#followerWaiters.delete(notify)
      if (isDone) break
    }
    cancel()
  }

  async #broadcast(message: Omit<ClusterMessage, 'from'>): Promise<void> {
    const { id, store } = this.#options
    await store.bus?.publish(JSON.stringify({ from: id, ...message }))
  }
}

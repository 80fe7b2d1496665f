import { realClock, type WorldClock } from '../core/clock.js'
import type { IdleOptions, IdleResult } from '../core/idle.js'
import type { Timer } from '../core/timer.js'
import type { ChangeEvent } from '../mturk/change-events.js'
import type { Scheduler } from '../mturk/scheduler/scheduler.js'
import { isWaitingForRetry, queueKey } from '../notifications/delivery.js'
import type { DeliveryDispatcher } from '../notifications/dispatcher.js'
import type { ProxyRegistration } from '../server/security/proxy-registry.js'
import type { BusSubscription } from '../store/engine.js'
import { listLiveProcesses } from '../store/live-processes.js'
import { loadClock, saveClock } from '../store/metadata.js'
import type { Store } from '../store/store.js'

/** A message from one process to the others. */
interface ClusterMessage {
  readonly from: string
  /** IDs of deliveries whose attempts were recorded. */
  readonly deliveryIds?: readonly string[]
  readonly changes?: readonly ChangeEvent[]
  /** The clock was moved, stopped or started. */
  readonly clockMoved?: true
  /** The sender has adopted the new state of the clock. */
  readonly clockSynced?: true
  /** Advances of the clock are to stop. */
  readonly stopAdvances?: true
  readonly proxy?: ProxyRegistration
  /** The sender shuts down; others take over its pending deliveries. */
  readonly leaving?: true
}

interface ClusterOptions {
  readonly id: string
  /** Milliseconds for which a process counts as alive after a heartbeat. */
  readonly lease: number
  readonly store: Store
  readonly dispatcher: DeliveryDispatcher
  readonly scheduler: Scheduler
  readonly clock: WorldClock
  readonly timer: Timer
  readonly report: (error: unknown) => void
  /** Where this process listens, as `192.0.2.1 6887`. */
  readonly listAddresses: () => readonly string[]
  /** Receives what other processes changed. */
  readonly onChanges: (changes: readonly ChangeEvent[]) => void
  /** Called when the clock was moved, stopped or started, by whichever process. */
  readonly onClockChanged: () => void
  /** Called when a proxy of `exec` registered with another process. */
  readonly onProxy: (proxy: ProxyRegistration) => void
  /** Called when another process stops the advances of the clock. */
  readonly onStopAdvances: () => void
}

/** Bytes of the changes in one message, which PostgreSQL limits to 8,000. */
const maxChangeBytes = 7000

/** The longest delay before reconnecting, in milliseconds. */
const maxReconnectDelay = 1000
/** Milliseconds for which a change of the clock waits for the other processes to adopt it. */
const clockSyncTimeout = 2000

/**
 * Cluster membership: sends heartbeats, takes over deliveries of dead processes, and receives other
 * processes' changes.
 */
export class Cluster {
  readonly #options: ClusterOptions
  readonly #followerWaiters = new Set<() => void>()
  readonly #pendingChanges = new Map<string, ChangeEvent>()
  #isSendingChanges = false
  #cancelHeartbeat = () => {}
  #subscription: BusSubscription | undefined
  /** The version of the clock's state that it has adopted. */
  #clockVersion = 0
  #started = false
  #stopped = false
  #failing = false

  constructor(options: ClusterOptions) {
    this.#options = options
  }

  /** Registers this process as alive, and adopts the saved state of the clock. */
  async join(): Promise<void> {
    const { store, clock } = this.#options
    const { version, ...state } = await loadClock(store)
    clock.restore(state)
    this.#clockVersion = version
    // Without a bus there are no other processes: these are left from earlier runs.
    if (!store.bus) await store.transaction((tx) => tx.processes.removeAll({}))
    await this.#renewLease()
    this.#scheduleHeartbeat()
  }

  /** Takes over pending deliveries, and listens to the other processes. */
  async start(): Promise<void> {
    const { store, dispatcher, report } = this.#options
    this.#started = true
    // The ports are open now: their addresses are published.
    if (store.bus) await this.#renewLease()
    this.#subscription = store.bus?.subscribe({
      onMessage: (text) => void this.#onMessage(text).catch(report),
      onGap: () => void this.#resync().catch(report),
      onDisconnect: () => this.#scheduleHeartbeat(0),
    })
    await this.#subscription?.ensureConnected()
    await this.#syncClock()
    await dispatcher.recover()
  }

  /** Saves the state of the clock; resolves when the other processes have adopted it. */
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

  /** Registers a proxy of `exec` with the other processes; one that starts later learns of it when it is prolonged. */
  broadcastProxy(proxy: ProxyRegistration): Promise<void> {
    return this.#broadcast({ proxy })
  }

  /** Stops the advances of the clock in the other processes. */
  broadcastStopAdvances(): Promise<void> {
    return this.#broadcast({ stopAdvances: true })
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

  /** Resolves when no delivery of any process is due. */
  async waitUntilIdle(options: IdleOptions = {}): Promise<IdleResult> {
    const { dispatcher, store, timer, lease } = this.#options
    for (;;) {
      const own = await dispatcher.waitUntilIdle(options)
      if (!store.bus || this.#stopped) return own
      let stop = () => {}
      // Subscribe before reading the log, so that no change in between is missed.
      const changed = new Promise<void>((resolve) => {
        const unsubscribers = [
          dispatcher.onChange(() => resolve()),
          dispatcher.onGap(resolve),
          timer.after(lease, resolve),
        ]
        stop = () => unsubscribers.forEach((unsubscribe) => void unsubscribe())
      })
      const { pending, retriesPending } = await this.#countPending().catch(() => ({
        pending: 1,
        retriesPending: 0,
      }))
      const isIdle = pending === (options.includeRetries ? 0 : retriesPending)
      if (!isIdle) await changed
      stop()
      if (isIdle) return { retriesPending }
    }
  }

  /** Pending deliveries of all processes, and how many of them a retry holds back. */
  async #countPending(): Promise<IdleResult & { readonly pending: number }> {
    const { store } = this.#options
    const pending = await store.transaction((tx) => tx.deliveries.list({ status: 'pending' }))
    const now = realClock.now()
    const blocked = new Set<string>()
    let retriesPending = 0
    for (const { record } of pending) {
      const key = `${record.owner} ${queueKey(record)}`
      if (isWaitingForRetry(record, now)) blocked.add(key)
      if (blocked.has(key)) retriesPending++
    }
    return { pending: pending.length, retriesPending }
  }

  /** Unregisters, so that the other processes take over pending deliveries at once. */
  async leave(): Promise<void> {
    this.#stopped = true
    this.#cancelHeartbeat()
    const { store, id, report } = this.#options
    try {
      await this.#subscription?.close()
      await store.transaction((tx) => tx.processes.remove({ id }))
      await this.#broadcast({ leaving: true })
    } catch (error) {
      // The others will notice when the lease expires.
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

  /** Reports a failure once, not at every heartbeat until it is over. */
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
      // Do not register again after leaving: a heartbeat may still be running.
      if (this.#stopped) return
      await tx.processes.put({
        id,
        aliveUntil: now + lease,
        lease,
        clockVersion: this.#clockVersion,
        addresses: this.#options.listAddresses(),
      })
      await tx.processes.removeAll({ aliveUntil: { to: now - 10 * lease } })
    })
  }

  async #onMessage(text: string): Promise<void> {
    const { id, store, dispatcher, onChanges, onProxy, onStopAdvances } = this.#options
    const message = JSON.parse(text) as ClusterMessage
    if (message.from === id || this.#stopped) return
    if (message.leaving) await dispatcher.recover()
    if (message.stopAdvances) onStopAdvances()
    if (message.proxy) onProxy(message.proxy)
    if (message.clockMoved) await this.#syncClock()
    if (message.clockSynced) for (const notify of this.#followerWaiters) notify()
    if (message.changes) onChanges(message.changes)
    if (!message.deliveryIds || !dispatcher.isInterested()) return
    const sent = await store.transaction((tx) => tx.deliveries.list({ id: message.deliveryIds }))
    for (const { record } of sent) dispatcher.notifyChanged(record)
  }

  /** After messages may have been missed. */
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

import { realClock } from '../core/clock.js'
import { type OnEvicted, retentionMs } from '../core/retention.js'
import { realTimer } from '../core/timer.js'
import type { CallLog } from '../server/control/call-log.js'
import { deleteDeliveriesFinishedBy } from '../store/clear.js'
import type { Store } from '../store/store.js'
import type { Config } from './config/settings.js'
import type { Destinations } from './destinations.js'

interface RetentionTargets extends Pick<Destinations, 'mailbox' | 'queues'> {
  readonly store: Store
  readonly calls: CallLog
  /** Receives the number of evicted deliveries. */
  readonly onEvicted: OnEvicted
  readonly report: (error: unknown) => void
}

/** Maximum interval between runs in milliseconds; shorter when retention is short. */
const maxInterval = 60_000

/** Periodically evicts expired records until the returned function is called. */
export function startRetentionJob(
  options: Pick<Config, 'keepDeliveriesFor' | 'keepMailsFor' | 'keepCallsFor'>,
  { store, mailbox, queues, calls, onEvicted, report }: RetentionTargets,
): () => void {
  const keepFor = retentionMs(options.keepDeliveriesFor)
  const shortestRetention = Math.min(
    keepFor,
    retentionMs(options.keepMailsFor),
    retentionMs(options.keepCallsFor),
  )
  let stopped = false
  let failing = false
  let cancel = () => {}

  async function evictExpired(): Promise<void> {
    mailbox.evictExpired()
    calls.evictExpired()
    for (const queue of queues.all()) queue.evictExpired()
    if (!Number.isFinite(keepFor)) return
    const evictedCount = await deleteDeliveriesFinishedBy(
      store,
      realClock.now().getTime() - keepFor,
    )
    if (evictedCount > 0) onEvicted(evictedCount, 'old')
  }

  /** Reports a failure once until it recovers. */
  async function runOnce(): Promise<void> {
    try {
      await evictExpired()
      failing = false
    } catch (error) {
      if (!failing && !stopped) report(error)
      failing = true
    }
    if (!stopped) scheduleNext()
  }

  const scheduleNext = () => {
    cancel = realTimer.after(Math.min(shortestRetention / 10, maxInterval), () => void runOnce())
  }

  scheduleNext()
  return () => {
    stopped = true
    cancel()
  }
}

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
  /** Hears how many deliveries the log has let go. */
  readonly onEvicted: OnEvicted
  readonly report: (error: unknown) => void
}

/** What is too old stays so much longer at most, in milliseconds; a tenth of its time if that is less. */
const maxInterval = 60_000

/** Lets go what is too old, whether anybody looks or not, until what it returns is called. */
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

  /** What is wrong is told once, not each time until it is mended. */
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

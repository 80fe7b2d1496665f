import { type Clock, realClock } from '../core/clock.js'
import { type RetainedKind, retentionMs } from '../core/retention.js'
import { realTimer, yieldToEventLoop } from '../core/timer.js'
import {
  deleteExcessDisposedHits,
  deleteHitsDisposedBy,
} from '../mturk/retention/delete-disposed-hits.js'
import {
  deleteExcessTokens,
  deleteExpiredTokens,
} from '../mturk/retention/delete-idempotency-tokens.js'
import {
  deleteClosedRequests,
  sweepHitTypes,
  sweepQualificationTypes,
  sweepWorkers,
  type UnusedSweep,
} from '../mturk/retention/delete-unused.js'
import { deleteExcessUploads, deleteUploadsBy } from '../mturk/retention/delete-uploads.js'
import type { CallLog } from '../server/control/call-log.js'
import { deleteDeliveriesFinishedBy } from '../store/clear.js'
import type { Store } from '../store/store.js'
import type { Config } from './config/settings.js'
import type { Destinations } from './destinations.js'
import type { EvictionCounter } from './telemetry/eviction-counter.js'

interface RetentionTargets extends Pick<Destinations, 'mailbox' | 'queues'> {
  readonly store: Store
  /** The world's clock. */
  readonly clock: Clock
  readonly calls: CallLog
  readonly evictions: EvictionCounter
  readonly report: (error: unknown) => void
}

/** Deletes expired and excess records until it is stopped. */
export interface RetentionJob {
  /** Call it with how many HITs were disposed: with many, it runs at once. */
  readonly onHitsDisposed: (count: number) => void
  readonly stop: () => void
}

type RetentionOptions = Pick<Config, Extract<keyof Config, `keep${string}`>>

/** Maximum interval between runs in milliseconds; shorter when retention is short. */
const maxInterval = 60_000

/** How many HITs are disposed between two runs. */
const maxDisposed = 1000

export function startRetentionJob(
  options: RetentionOptions,
  { store, clock, mailbox, queues, calls, evictions, report }: RetentionTargets,
): RetentionJob {
  const ages = [
    ...[options.keepDeliveriesFor, options.keepMailsFor, options.keepCallsFor],
    ...[options.keepHitsFor, options.keepUploadsFor],
  ]
  const interval = Math.min(...ages.map((seconds) => retentionMs(seconds) / 10), maxInterval)
  const tasks = createTasks(options, store, clock)
  let stopped = false
  let failing = false
  let running = false
  let disposedCount = 0
  let cancel = () => {}

  async function evictExpired(): Promise<void> {
    mailbox.evictExpired()
    calls.evictExpired()
    for (const queue of queues.all()) queue.evictExpired()
    for (const { kind, where, reason, run } of tasks) {
      for (let isDone = false; !isDone && !stopped; ) {
        const result = await run()
        isDone = result.isDone
        if (result.deleted > 0 && where) evictions.record(kind, where, result.deleted, reason)
        if (!isDone) await yieldToEventLoop()
      }
    }
  }

  /** Reports a failure once until it recovers. */
  async function runOnce(): Promise<void> {
    running = true
    disposedCount = 0
    try {
      await evictExpired()
      failing = false
    } catch (error) {
      if (!failing && !stopped) report(error)
      failing = true
    }
    running = false
    if (!stopped) scheduleNext()
  }

  const isRunDue = () => disposedCount >= Math.min(maxDisposed, Math.max(options.keepHits, 1))
  const scheduleNext = () => {
    cancel()
    cancel = realTimer.after(isRunDue() && !failing ? 0 : interval, () => void runOnce())
  }

  scheduleNext()
  return {
    onHitsDisposed(count) {
      disposedCount += count
      if (!running && !stopped && isRunDue()) scheduleNext()
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}

interface RetentionTask {
  readonly kind: RetainedKind
  /** The subject of the log message; without it, what is deleted is not counted. */
  readonly where?: string
  readonly reason: 'full' | 'old'
  /** Deletes some of the records. */
  readonly run: () => ReturnType<UnusedSweep>
}

/** The records of the store that are deleted, each by age and by number. */
function createTasks(
  options: RetentionOptions,
  store: Store,
  clock: Clock,
): readonly RetentionTask[] {
  const hitTypes = sweepHitTypes(options.keepHitTypes)
  const qualificationTypes = sweepQualificationTypes(options.keepQualificationTypes)
  const workers = sweepWorkers(options.keepWorkers)
  return [
    {
      kind: 'deliveries',
      where: 'The delivery log',
      reason: 'old',
      run: deleteByAge(realClock, options.keepDeliveriesFor, (instant) =>
        deleteDeliveriesFinishedBy(store, instant),
      ),
    },
    {
      kind: 'hits',
      where: 'The list of disposed HITs',
      reason: 'old',
      run: deleteByAge(clock, options.keepHitsFor, (instant) =>
        deleteHitsDisposedBy(store, instant),
      ),
    },
    {
      kind: 'hits',
      where: 'The list of disposed HITs',
      reason: 'full',
      run: untilNone(() => deleteExcessDisposedHits(store, options.keepHits)),
    },
    {
      kind: 'uploads',
      where: 'The list of uploaded files',
      reason: 'old',
      run: deleteByAge(clock, options.keepUploadsFor, (instant) => deleteUploadsBy(store, instant)),
    },
    {
      kind: 'uploads',
      where: 'The list of uploaded files',
      reason: 'full',
      run: untilNone(() =>
        deleteExcessUploads(store, {
          maxCount: options.keepUploads,
          maxBytes: options.keepUploadBytes,
        }),
      ),
    },
    {
      kind: 'requestTokens',
      reason: 'old',
      run: untilNone(() => deleteExpiredTokens(store, clock.now().getTime())),
    },
    {
      kind: 'requestTokens',
      where: 'The list of request tokens',
      reason: 'full',
      run: untilNone(() => deleteExcessTokens(store, options.keepRequestTokens)),
    },
    {
      kind: 'hitTypes',
      where: 'The list of HIT types',
      reason: 'full',
      run: () => hitTypes(store),
    },
    {
      kind: 'qualificationTypes',
      where: 'The list of deleted qualification types',
      reason: 'full',
      run: () => qualificationTypes(store),
    },
    {
      kind: 'qualificationRequests',
      where: 'The list of closed qualification requests',
      reason: 'full',
      run: untilNone(() => deleteClosedRequests(store, options.keepQualificationRequests)),
    },
    {
      kind: 'workers',
      where: 'The list of workers',
      reason: 'full',
      run: () => workers(store),
    },
  ]
}

const untilNone = (remove: () => Promise<number>) => async () => {
  const deleted = await remove()
  return { deleted, isDone: deleted === 0 }
}

/** Deletes what is older than a retention setting in seconds of a clock, if that is not 0. */
const deleteByAge = (
  clock: Clock,
  seconds: number,
  remove: (instant: number) => Promise<number>,
) =>
  seconds === 0
    ? async () => ({ deleted: 0, isDone: true })
    : untilNone(() => remove(clock.now().getTime() - retentionMs(seconds)))

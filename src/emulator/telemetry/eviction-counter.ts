import type { Logger } from '../../core/logger.js'
import { type OnEvicted, type RetainedKind, retainedKinds } from '../../core/retention.js'

/** Counts evictions and logs them. */
export interface EvictionCounter {
  /** Counts by kind since the start. */
  readonly evicted: Readonly<Record<RetainedKind, number>>
  /** @param where subject of the log message */
  record(kind: RetainedKind, where: string, ...args: Parameters<OnEvicted>): void
}

/**
 * Logs the first eviction of a place and each tenfold increase, since a full place evicts with each
 * insertion.
 */
export function createEvictionCounter(log: Logger): EvictionCounter {
  const evicted = Object.fromEntries(retainedKinds.map((kind) => [kind, 0])) as Record<
    RetainedKind,
    number
  >
  const places = new Map<string, Record<'full' | 'old', { count: number; nextLogAt: number }>>()

  return {
    evicted,
    record(kind, where, count, reason) {
      evicted[kind] += count
      const place = places.get(where) ?? {
        full: { count: 0, nextLogAt: 1 },
        old: { count: 0, nextLogAt: 1 },
      }
      // The names of queues are many; the log only needs those that are full now.
      if (places.size >= maxPlaces) places.clear()
      places.set(where, place)
      const tally = place[reason]
      tally.count += count
      if (tally.count < tally.nextLogAt) return
      tally.nextLogAt = 10 ** (Math.floor(Math.log10(tally.count)) + 1)
      // Eviction from the call log is normal and not worth a message.
      const writeLine = kind === 'calls' ? log.info : log.warn
      writeLine(`${where} ${reasonTexts[reason]}`, { dropped: tally.count })
    },
  }
}

/** Places whose evictions are counted for the log. */
const maxPlaces = 1000

const reasonTexts = {
  full: 'is full; the oldest entries are evicted',
  old: 'evicts entries that are too old',
}

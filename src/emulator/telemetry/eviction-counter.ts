import type { Logger } from '../../core/logger.js'
import type { OnEvicted, RetainedKind } from '../../core/retention.js'

/** Counts what is let go, and tells the log of it. */
export interface EvictionCounter {
  /** By kind, since the start. */
  readonly evicted: Readonly<Record<RetainedKind, number>>
  /** @param where the place as a sentence begins with it */
  record(kind: RetainedKind, where: string, ...args: Parameters<OnEvicted>): void
}

/**
 * Tells the log at the first one of a place, and whenever there have been ten times as many, since
 * what is full loses one with each that comes.
 */
export function createEvictionCounter(log: Logger): EvictionCounter {
  const evicted: Record<RetainedKind, number> = {
    deliveries: 0,
    mails: 0,
    calls: 0,
    queueMessages: 0,
  }
  const places = new Map<string, Record<'full' | 'old', { count: number; nextLogAt: number }>>()

  return {
    evicted,
    record(kind, where, count, reason) {
      evicted[kind] += count
      const place = places.get(where) ?? {
        full: { count: 0, nextLogAt: 1 },
        old: { count: 0, nextLogAt: 1 },
      }
      places.set(where, place)
      const tally = place[reason]
      tally.count += count
      if (tally.count < tally.nextLogAt) return
      tally.nextLogAt = 10 ** (Math.floor(Math.log10(tally.count)) + 1)
      // Only the latest calls are kept to be looked at: that older ones go is nobody's loss.
      const writeLine = kind === 'calls' ? log.info : log.warn
      writeLine(`${where} ${reasonTexts[reason]}`, { dropped: tally.count })
    },
  }
}

const reasonTexts = { full: 'is full: the oldest are let go', old: 'lets go what is too old' }

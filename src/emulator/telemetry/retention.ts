import type { Log } from '../../core/logger.js'
import type { Kept, LetGo } from '../../core/retention.js'

/** Counts what is let go, and tells the log of it. */
export interface RetentionWatch {
  /** By kind, since the start. */
  readonly dropped: Readonly<Record<Kept, number>>
  /** @param where the place as a sentence begins with it */
  letGo(kind: Kept, where: string, ...how: Parameters<LetGo>): void
}

/**
 * Tells the log at the first one of a place, and whenever there have been ten times as many, since
 * what is full loses one with each that comes.
 */
export function retentionWatch(log: Log): RetentionWatch {
  const dropped: Record<Kept, number> = { deliveries: 0, mails: 0, calls: 0, queueMessages: 0 }
  const places = new Map<string, Record<'full' | 'old', { count: number; next: number }>>()

  return {
    dropped,
    letGo(kind, where, count, why) {
      dropped[kind] += count
      const place = places.get(where) ?? {
        full: { count: 0, next: 1 },
        old: { count: 0, next: 1 },
      }
      places.set(where, place)
      const told = place[why]
      told.count += count
      if (told.count < told.next) return
      told.next = 10 ** (Math.floor(Math.log10(told.count)) + 1)
      // Only the latest calls are kept to be looked at: that older ones go is nobody's loss.
      const say = kind === 'calls' ? log.info : log.warn
      say(`${where} ${words[why]}`, { dropped: told.count })
    },
  }
}

const words = { full: 'is full: the oldest are let go', old: 'lets go what is too old' }

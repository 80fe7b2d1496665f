/** What is kept up to a number and an age, and then let go. */
export type RetainedKind = 'deliveries' | 'mails' | 'calls' | 'queueMessages'

/** Hears how many were let go, because there were too many or because they were too old. */
export type OnEvicted = (count: number, reason: 'full' | 'old') => void

/** How long something is kept, in milliseconds, by a setting in seconds: 0 is for good. */
export const retentionMs = (seconds: number): number =>
  seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000

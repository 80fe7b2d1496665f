export const retainedKinds = [
  'deliveries',
  'mails',
  'calls',
  'queueMessages',
  'hits',
  'uploads',
  'requestTokens',
  'hitTypes',
  'qualificationTypes',
  'qualificationRequests',
  'workers',
] as const

/** What is kept up to a number and an age, and then evicted. */
export type RetainedKind = (typeof retainedKinds)[number]

/** Called with how many were evicted, because there were too many or because they were too old. */
export type OnEvicted = (count: number, reason: 'full' | 'old') => void

/** Converts a retention setting from seconds to milliseconds; 0 means for ever. */
export const retentionMs = (seconds: number): number =>
  seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000

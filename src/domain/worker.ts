import type { Locale } from './shapes/QualificationRequirement.js'

/** A worker, who exists as soon as the worker API names it. */
export interface WorkerRecord {
  readonly id: string
  readonly createdAt: Date
  readonly locale?: Locale
  readonly adult?: boolean
  readonly master?: boolean
  /** Work that was done before the data here begins; it counts towards the service's own types. */
  readonly history?: WorkerHistory
}

/** Numbers of assignments, for any requester. */
export interface WorkerHistory {
  /** Including those that were approved or rejected; by default only those. */
  readonly submitted?: number
  readonly approved?: number
  readonly rejected?: number
  readonly returned?: number
}

/** Whether a history has as many submissions as decisions at least. */
export const isPossibleHistory = ({
  approved = 0,
  rejected = 0,
  submitted = approved + rejected,
}: WorkerHistory): boolean => submitted >= approved + rejected

/** Adds work of which the records are deleted. */
export const addToHistory = (
  { history = {}, ...worker }: WorkerRecord,
  { approved = 0, rejected = 0, returned = 0 }: WorkerHistory,
): WorkerRecord => ({
  ...worker,
  history: {
    ...history,
    approved: (history.approved ?? 0) + approved,
    rejected: (history.rejected ?? 0) + rejected,
    returned: (history.returned ?? 0) + returned,
    ...(history.submitted !== undefined && {
      submitted: history.submitted + approved + rejected,
    }),
  },
})

/** A requester's block of a worker. */
export interface WorkerBlockRecord {
  readonly account: string
  readonly workerId: string
  readonly reason: string
}

import type { Locale } from './shapes/QualificationRequirement.js'

/** A worker, who exists as soon as the worker API names it. */
export interface WorkerRecord {
  readonly id: string
  readonly createdAt: Date
  readonly locale?: Locale
  readonly adult?: boolean
  readonly master?: boolean
}

/** A requester's block of a worker. */
export interface WorkerBlockRecord {
  readonly account: string
  readonly workerId: string
  readonly reason: string
}

import type { Locale } from './shapes/QualificationRequirement.js'

/** Somebody who works here: there as soon as named, by the worker's door. */
export interface WorkerRecord {
  readonly id: string
  readonly createdAt: Date
  readonly locale?: Locale
  readonly adult?: boolean
  readonly master?: boolean
}

/** A worker whom one requester does not want. */
export interface WorkerBlockRecord {
  readonly account: string
  readonly workerId: string
  readonly reason: string
}

import type { AssignmentRecord } from '../../domain/assignment.js'
import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type {
  QualificationRecord,
  QualificationRequestRecord,
  QualificationTypeRecord,
} from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import type { NotificationSubscription } from '../../domain/subscription.js'
import type { PageInfo } from './contract.js'

/** `GET /_mturk/hits`; `GET /_mturk/hits/{id}` is a `HITTold`. */
export interface HITFilter {
  readonly account?: string
  readonly hitTypeId?: string
  readonly status?: HitRecord['status']
  /** In the HIT type (its title, its ID), or else in what the HIT has of its own. */
  readonly text?: string
}

export interface HITPage extends PageInfo {
  readonly hits: readonly HITListItemView[]
}

/** A HIT without what may be long, with what its type says of it. */
export interface HITListItemView
  extends Omit<HitRecord, 'question' | 'history'>,
    Pick<HitTypeRecord, 'title' | 'reward'> {}

export interface HITView {
  readonly hit: HitRecord
  readonly hitType: HITTypeView
}

/** `GET /_mturk/hits/{id}/assignments`, those submitted last first. */
export interface AssignmentPage extends PageInfo {
  readonly assignments: readonly AssignmentRecord[]
}

/** `GET /_mturk/hit-types`, newest first; `GET /_mturk/hit-types/{id}` is one. */
export interface HITTypePage extends PageInfo {
  readonly hitTypes: readonly HITTypeView[]
}

export interface HITTypeView
  extends Omit<HitTypeRecord, 'fingerprint' | 'qualificationRequirements'> {
  /** With the name of each qualification type, while there is one. */
  readonly qualificationRequirements: readonly (QualificationRequirement & {
    readonly name?: string
  })[]
  /** What the requester is told of it, and where; MTurk has no operation to read that. */
  readonly notification?: NotificationSubscription
  /** How many there are of it. */
  readonly hitCount: number
}

export interface QualificationTypeFilter {
  readonly account?: string
  readonly status?: QualificationTypeRecord['status']
  readonly text?: string
}

/** `GET /_mturk/qualification-types`, newest first; with `/{id}` it is one. */
export interface QualificationTypePage extends PageInfo {
  readonly qualificationTypes: readonly QualificationTypeView[]
}

export interface QualificationTypeView extends QualificationTypeRecord {
  /** How many workers have it. */
  readonly grantedCount: number
  /** How many wait for an answer. */
  readonly pendingCount: number
}

/** `GET /_mturk/qualification-types/{id}/qualifications` */
export interface QualificationPage extends PageInfo {
  readonly qualifications: readonly QualificationRecord[]
}

/** `GET /_mturk/qualification-types/{id}/requests` */
export interface QualificationRequestPage extends PageInfo {
  readonly requests: readonly QualificationRequestRecord[]
}

export type { AssignmentRecord, QualificationRecord, QualificationRequestRecord }

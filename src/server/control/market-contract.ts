import type { Assignment } from '../../domain/assignment.js'
import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type {
  Qualification,
  QualificationRequest,
  QualificationType,
} from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import type { Subscription } from '../../domain/subscription.js'
import type { Listing } from './contract.js'

/** `GET /_mturk/hits`; `GET /_mturk/hits/{id}` is a `HITTold`. */
export interface HITFilter {
  readonly account?: string
  readonly hitTypeId?: string
  readonly status?: HIT['status']
  /** In the HIT type (its title, its ID), or else in what the HIT has of its own. */
  readonly text?: string
}

export interface HITPage extends Listing {
  readonly hits: readonly HITListed[]
}

/** A HIT without what may be long, with what its type says of it. */
export interface HITListed
  extends Omit<HIT, 'question' | 'history'>,
    Pick<HITType, 'title' | 'reward'> {}

export interface HITTold {
  readonly hit: HIT
  readonly hitType: HITTypeTold
}

/** `GET /_mturk/hits/{id}/assignments`, those submitted last first. */
export interface AssignmentPage extends Listing {
  readonly assignments: readonly Assignment[]
}

/** `GET /_mturk/hit-types`, newest first; `GET /_mturk/hit-types/{id}` is one. */
export interface HITTypePage extends Listing {
  readonly hitTypes: readonly HITTypeTold[]
}

export interface HITTypeTold extends Omit<HITType, 'fingerprint' | 'qualificationRequirements'> {
  /** With the name of each qualification type, while there is one. */
  readonly qualificationRequirements: readonly (QualificationRequirement & {
    readonly name?: string
  })[]
  /** What the requester is told of it, and where; MTurk has no operation to read that. */
  readonly notification?: Subscription
  /** How many there are of it. */
  readonly hits: number
}

export interface QualificationTypeFilter {
  readonly account?: string
  readonly status?: QualificationType['status']
  readonly text?: string
}

/** `GET /_mturk/qualification-types`, newest first; with `/{id}` it is one. */
export interface QualificationTypePage extends Listing {
  readonly qualificationTypes: readonly QualificationTypeTold[]
}

export interface QualificationTypeTold extends QualificationType {
  /** How many workers have it. */
  readonly granted: number
  /** How many wait for an answer. */
  readonly pending: number
}

/** `GET /_mturk/qualification-types/{id}/qualifications` */
export interface QualificationPage extends Listing {
  readonly qualifications: readonly Qualification[]
}

/** `GET /_mturk/qualification-types/{id}/requests` */
export interface QualificationRequestPage extends Listing {
  readonly requests: readonly QualificationRequest[]
}

export type { Assignment, Qualification, QualificationRequest }

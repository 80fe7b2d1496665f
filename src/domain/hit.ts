import { hitNotIn, tooFewToGrow } from './errors.js'
import type { HITEvent } from './hit-event.js'
import type { EventType } from './shapes/EventType.js'
import type { HITReviewStatus, HITStatus } from './shapes/HIT.js'
import type { ReviewPolicy } from './shapes/ReviewPolicy.js'

/** A piece of work, and how far it is. */
export interface HIT {
  readonly account: string
  readonly id: string
  readonly hitTypeId: string
  readonly hitGroupId: string
  readonly hitLayoutId?: string
  readonly question?: string
  readonly requesterAnnotation?: string
  readonly assignmentReviewPolicy?: ReviewPolicy
  readonly hitReviewPolicy?: ReviewPolicy
  readonly createdAt: Date
  readonly expiration: Date
  /** Whether its expiration has been told. */
  readonly expired: boolean
  readonly status: HITStatus
  readonly reviewStatus: HITReviewStatus
  readonly maxAssignments: number
  /** Accepted, and neither submitted, returned nor abandoned. */
  readonly pending: number
  /** Submitted, and neither approved nor rejected. */
  readonly submitted: number
  /** Approved or rejected. */
  readonly completed: number
  /** What happened to the HIT itself so far; its assignments have their own times. */
  readonly history?: readonly Moment[]
}

/** That something happened, and when. */
export interface Moment {
  readonly type: EventType
  readonly at: Date
}

/** How something is from now on, and what happened. */
export interface Decision<T> {
  readonly next: T
  readonly events: readonly HITEvent[]
}

/** How long a HIT is kept after its expiration, in milliseconds: 120 days. */
export const keptFor = 120 * 86_400_000

export const availableOf = ({ maxAssignments, pending, submitted, completed }: HIT): number =>
  maxAssignments - pending - submitted - completed

export type HITTerms = Omit<
  HIT,
  'expired' | 'status' | 'reviewStatus' | 'pending' | 'submitted' | 'completed' | 'history'
>

/** A HIT begins assignable, with nothing accepted. */
export function createHit(terms: HITTerms): Decision<HIT> {
  const next: HIT = {
    ...terms,
    expired: false,
    status: 'Assignable',
    reviewStatus: 'NotReviewed',
    pending: 0,
    submitted: 0,
    completed: 0,
  }
  return remembered(next, [happened('HITCreated', next, terms.createdAt)])
}

/**
 * The status that follows from the counts and the time: assignable while something may be accepted,
 * reviewable as soon as nothing is out and nothing more can come, unassignable in between.
 */
export function settle(hit: HIT, now: Date): Decision<HIT> {
  const over = hit.expiration <= now
  const events: HITEvent[] = []
  const expiresNow = over && !hit.expired
  // "The lifetime has elapsed before all of the available assignments have been submitted."
  if (expiresNow && (availableOf(hit) > 0 || hit.pending > 0))
    events.push(happened('HITExpired', hit, now))

  const status = statusOf(hit, over)
  const wasReviewable = hit.status === 'Reviewable' || hit.status === 'Reviewing'
  if (status === 'Reviewable' && !wasReviewable) events.push(happened('HITReviewable', hit, now))
  const stays = status === 'Reviewable' && hit.status === 'Reviewing'
  return remembered({ ...hit, expired: over, status: stays ? hit.status : status }, events)
}

function statusOf(hit: HIT, over: boolean): HITStatus {
  if (availableOf(hit) > 0 && !over) return 'Assignable'
  return hit.pending > 0 ? 'Unassignable' : 'Reviewable'
}

/** Fewer than ten assignments cannot become ten or more: their fee is another. */
export function addAssignments(hit: HIT, count: number, now: Date): Decision<HIT> {
  const maxAssignments = hit.maxAssignments + count
  if (hit.maxAssignments < 10 && maxAssignments >= 10) throw tooFewToGrow()
  const extended = remembered({ ...hit, maxAssignments }, [happened('HITExtended', hit, now)])
  const { next, events } = settle(extended.next, now)
  return { next, events: [...extended.events, ...events] }
}

/** Any instant that is not to come expires the HIT now. */
export const moveExpiration = (hit: HIT, to: Date, now: Date): Decision<HIT> =>
  settle({ ...hit, expiration: to < now ? now : to, expired: hit.expired && to <= now }, now)

/** Between Reviewable and Reviewing, there and back. */
export function markReview(hit: HIT, revert: boolean): HIT {
  const from = revert ? 'Reviewing' : 'Reviewable'
  if (hit.status !== from) throw hitNotIn([from], hit.status)
  return { ...hit, status: revert ? 'Reviewable' : 'Reviewing' }
}

/** Only when it can be reviewed, and everything submitted has been. */
export function dispose(hit: HIT, now: Date): Decision<HIT> {
  const open = hit.status === 'Reviewable' || hit.status === 'Reviewing'
  // Captured: the same words, with 'Reviewable', when it is the submitted work that stands in the way.
  if (!open || hit.submitted > 0) throw hitNotIn(['Reviewing', 'Reviewable'], hit.status)
  return disposed(hit, now)
}

/** What time does to a HIT 120 days after its expiration, unless something is still open. */
export const disposeInTime = (hit: HIT, now: Date): Decision<HIT> | undefined =>
  hit.pending + hit.submitted > 0 ? undefined : disposed(hit, now)

const disposed = (hit: HIT, now: Date): Decision<HIT> =>
  remembered({ ...hit, status: 'Disposed' }, [happened('HITDisposed', hit, now)])

function remembered(hit: HIT, events: readonly HITEvent[]): Decision<HIT> {
  if (events.length === 0) return { next: hit, events }
  const now = events.map(({ type, at }) => ({ type, at }))
  return { next: { ...hit, history: [...(hit.history ?? []), ...now] }, events }
}

/** @throws RequestError for a HIT that is disposed: nothing changes it any more */
export function mustNotBeDisposed({ status }: HIT): void {
  if (status === 'Disposed')
    throw hitNotIn(['Assignable', 'Unassignable', 'Reviewable', 'Reviewing'], status)
}

export const happened = (
  type: EventType,
  { id, hitTypeId, hitGroupId }: HIT,
  at: Date,
  about: { assignmentId?: string; workerId?: string } = {},
): HITEvent => ({ type, at, hitId: id, hitTypeId, hitGroupId, ...about })

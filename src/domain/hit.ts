import { assignmentIncreaseNotAllowed, hitStateNotAllowed, outOfRange } from './errors.js'
import type { HITEvent } from './hit-event.js'
import type { EventType } from './shapes/EventType.js'
import type { HITReviewStatus, HITStatus } from './shapes/HIT.js'
import type { ReviewPolicy } from './shapes/ReviewPolicy.js'

/** A HIT and its progress. */
export interface HitRecord {
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
  /** Whether its HITExpired event has been published. */
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
  /** The history of the HIT itself; assignments have their own. */
  readonly history?: readonly HistoryEntry[]
}

/** An event and its time. */
interface HistoryEntry {
  readonly type: EventType
  readonly at: Date
}

/** The next state, and the events of the transition. */
export interface Transition<T> {
  readonly next: T
  readonly events: readonly HITEvent[]
}

/** How long a HIT is kept after its expiration, in milliseconds: 120 days. */
export const hitRetentionMs = 120 * 86_400_000

export const countAvailable = ({
  maxAssignments,
  pending,
  submitted,
  completed,
}: HitRecord): number => maxAssignments - pending - submitted - completed

type NewHit = Omit<
  HitRecord,
  'expired' | 'status' | 'reviewStatus' | 'pending' | 'submitted' | 'completed' | 'history'
>

/** A HIT begins assignable, with nothing accepted. */
export function createHitRecord(input: NewHit): Transition<HitRecord> {
  // Written out: a copy by spread with further members gets a hidden class of its own.
  const next = {
    account: input.account,
    id: input.id,
    hitTypeId: input.hitTypeId,
    hitGroupId: input.hitGroupId,
    hitLayoutId: input.hitLayoutId,
    question: input.question,
    requesterAnnotation: input.requesterAnnotation,
    assignmentReviewPolicy: input.assignmentReviewPolicy,
    hitReviewPolicy: input.hitReviewPolicy,
    createdAt: input.createdAt,
    expiration: input.expiration,
    expired: false,
    status: 'Assignable',
    reviewStatus: 'NotReviewed',
    maxAssignments: input.maxAssignments,
    pending: 0,
    submitted: 0,
    completed: 0,
    history: [{ type: 'HITCreated', at: input.createdAt }],
  } as const satisfies Record<keyof HitRecord, unknown>
  return { next, events: [createHitEvent('HITCreated', next, input.createdAt)] }
}

/**
 * The status that follows from the counts and the time: assignable while an assignment can be accepted,
 * reviewable when no assignment is pending and none can be accepted, unassignable in between.
 */
export function updateStatus(hit: HitRecord, now: Date): Transition<HitRecord> {
  const isExpired = hit.expiration <= now
  const events: HITEvent[] = []
  const expiresNow = isExpired && !hit.expired
  // "The lifetime has elapsed before all of the available assignments have been submitted."
  if (expiresNow && (countAvailable(hit) > 0 || hit.pending > 0))
    events.push(createHitEvent('HITExpired', hit, now))

  const status = computeStatus(hit, isExpired)
  const wasReviewable = hit.status === 'Reviewable' || hit.status === 'Reviewing'
  if (status === 'Reviewable' && !wasReviewable)
    events.push(createHitEvent('HITReviewable', hit, now))
  const staysReviewing = status === 'Reviewable' && hit.status === 'Reviewing'
  return withHistory(
    { ...hit, expired: isExpired, status: staysReviewing ? hit.status : status },
    events,
  )
}

function computeStatus(hit: HitRecord, isExpired: boolean): HITStatus {
  if (countAvailable(hit) > 0 && !isExpired) return 'Assignable'
  return hit.pending > 0 ? 'Unassignable' : 'Reviewable'
}

/** Fewer than ten assignments cannot become ten or more, because their fee differs. */
export function addAssignments(hit: HitRecord, count: number, now: Date): Transition<HitRecord> {
  const maxAssignments = hit.maxAssignments + count
  if (hit.maxAssignments < 10 && maxAssignments >= 10) throw assignmentIncreaseNotAllowed()
  const extended = withHistory({ ...hit, maxAssignments }, [
    createHitEvent('HITExtended', hit, now),
  ])
  const { next, events } = updateStatus(extended.next, now)
  return { next, events: [...extended.events, ...events] }
}

/**
 * A later expiration is an extension, by no less than a minute and no more than a year from the one
 * before; from now, when the HIT has expired. An earlier one is refused, unless it is in the past
 * (captured: aws-sdk-java#1817, aws-sdk-ruby#2065).
 *
 * @throws ParameterValidationError
 */
export function checkExtension(hit: HitRecord, to: Date, now: Date): void {
  const from = Math.max(hit.expiration.getTime(), now.getTime())
  const seconds = Math.floor((to.getTime() - from) / 1000)
  if (seconds < minExtension || seconds > maxExtension)
    throw outOfRange('ExpirationIncrementInSeconds', seconds, minExtension, maxExtension)
}

/** In seconds. */
const minExtension = 60
const maxExtension = 31_536_000

/**
 * The service's own idempotency token of an extension: the HIT's ID and the instant as Java writes
 * it. A second call with the same instant is refused (captured: Dallinger#3109).
 */
export function createExtensionToken({ id }: HitRecord, to: Date): string {
  const [, day, date, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(to.toUTCString())!
  return `${id}${day} ${month} ${date} ${time} UTC ${year}`
}

/** An instant that is not in the future expires the HIT now. */
export const moveExpiration = (hit: HitRecord, to: Date, now: Date): Transition<HitRecord> =>
  updateStatus({ ...hit, expiration: to < now ? now : to, expired: hit.expired && to <= now }, now)

/** Changes between Reviewable and Reviewing. */
export function setReviewing(hit: HitRecord, revert: boolean): HitRecord {
  const requiredStatus = revert ? 'Reviewing' : 'Reviewable'
  if (hit.status !== requiredStatus) throw hitStateNotAllowed([requiredStatus], hit.status)
  return { ...hit, status: revert ? 'Reviewable' : 'Reviewing' }
}

/** Requires a reviewable HIT whose submitted assignments are all decided. */
export function dispose(hit: HitRecord, now: Date): Transition<HitRecord> {
  const isReviewable = hit.status === 'Reviewable' || hit.status === 'Reviewing'
  // Captured: the same text, with 'Reviewable', when undecided assignments are the obstacle.
  if (!isReviewable || hit.submitted > 0)
    throw hitStateNotAllowed(['Reviewing', 'Reviewable'], hit.status)
  return markDisposed(hit, now)
}

/** Disposes of a HIT 120 days after its expiration, unless an assignment is still open. */
export const disposeWhenDue = (hit: HitRecord, now: Date): Transition<HitRecord> | undefined =>
  hit.pending + hit.submitted > 0 ? undefined : markDisposed(hit, now)

const markDisposed = (hit: HitRecord, now: Date): Transition<HitRecord> =>
  withHistory({ ...hit, status: 'Disposed' }, [createHitEvent('HITDisposed', hit, now)])

function withHistory(hit: HitRecord, events: readonly HITEvent[]): Transition<HitRecord> {
  if (events.length === 0) return { next: hit, events }
  const entries = events.map(({ type, at }) => ({ type, at }))
  return { next: { ...hit, history: [...(hit.history ?? []), ...entries] }, events }
}

/** @throws RequestError for a HIT that is disposed, which cannot be changed any more */
export function requireNotDisposed({ status }: HitRecord): void {
  if (status === 'Disposed')
    throw hitStateNotAllowed(['Assignable', 'Unassignable', 'Reviewable', 'Reviewing'], status)
}

export const createHitEvent = (
  type: EventType,
  { id, hitTypeId, hitGroupId }: HitRecord,
  at: Date,
  { assignmentId, workerId, answer }: Pick<HITEvent, 'assignmentId' | 'workerId' | 'answer'> = {},
): HITEvent => ({ type, at, hitId: id, hitTypeId, hitGroupId, assignmentId, workerId, answer })

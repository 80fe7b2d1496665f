import type { Delivery, Json } from '../../../server/control/contract.js'
import type { Assignment, HITTold } from '../../../server/control/market-contract.js'

/** Something that happened in a HIT's life, and how it was told. */
export interface Happened {
  readonly at: string
  readonly type: string
  readonly assignment?: Json<Assignment>
  readonly deliveries: readonly Json<Delivery>[]
}

/** Everything that happened to a HIT and its assignments, in order. */
export function lifeOf(
  hit: Json<HITTold>['hit'],
  assignments: readonly Json<Assignment>[],
  deliveries: readonly Json<Delivery>[],
): readonly Happened[] {
  const ofHit = hit.history ?? [{ type: 'HITCreated', at: hit.createdAt }]
  const all: Omit<Happened, 'deliveries'>[] = [...ofHit, ...assignments.flatMap(eventsOf)]
  return all
    .map((each) => ({ ...each, deliveries: deliveries.filter((one) => tells(one, each)) }))
    .sort((a, b) => a.at.localeCompare(b.at) || place(a.type) - place(b.type))
}

function eventsOf(assignment: Json<Assignment>): Omit<Happened, 'deliveries'>[] {
  const { status, acceptTime, submitTime, approvalTime, rejectionTime, leaveTime } = assignment
  const times = [
    ['AssignmentAccepted', acceptTime],
    ['AssignmentSubmitted', submitTime],
    ['AssignmentApproved', approvalTime],
    ['AssignmentRejected', rejectionTime],
    [`Assignment${status}`, leaveTime],
  ] as const
  return times.flatMap(([type, at]) => (at ? [{ type, at, assignment }] : []))
}

/** A document is made at the instant of what it tells, unless it waited for more. */
const tells = (
  { eventTypes, madeAt, document }: Json<Delivery>,
  { type, at, assignment }: Omit<Happened, 'deliveries'>,
): boolean =>
  eventTypes.includes(type as (typeof eventTypes)[number]) &&
  madeAt === at &&
  (!assignment || document.includes(assignment.id))

/** Of what happens at one instant, the order in which it follows from one another. */
const order = [
  'HITCreated',
  'HITExtended',
  'AssignmentAccepted',
  'AssignmentReturned',
  'AssignmentAbandoned',
  'AssignmentSubmitted',
  'HITExpired',
  'HITReviewable',
  'AssignmentApproved',
  'AssignmentRejected',
  'HITDisposed',
]
const place = (type: string): number => order.indexOf(type)

import type { AssignmentView, DeliveryView, HITView } from '../../../server/control/views.js'

/** An event in the life of a HIT, with its deliveries. */
export interface HistoryEvent {
  readonly at: string
  readonly type: string
  readonly assignment?: AssignmentView
  readonly deliveries: readonly DeliveryView[]
}

/** The events of a HIT and its assignments, in chronological order. */
export function buildHitHistory(
  hit: HITView['hit'],
  assignments: readonly AssignmentView[],
  deliveries: readonly DeliveryView[],
): readonly HistoryEvent[] {
  const hitEvents = hit.history ?? [{ type: 'HITCreated', at: hit.createdAt }]
  const events: Omit<HistoryEvent, 'deliveries'>[] = [
    ...hitEvents,
    ...assignments.flatMap(listAssignmentEvents),
  ]
  return events
    .map((each) => ({
      ...each,
      deliveries: deliveries.filter((delivery) => isReportedBy(delivery, each)),
    }))
    .sort((a, b) => a.at.localeCompare(b.at) || eventRank(a.type) - eventRank(b.type))
}

function listAssignmentEvents(assignment: AssignmentView): Omit<HistoryEvent, 'deliveries'>[] {
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

/** A delivery is created at the instant of its event, unless a batch was collected. */
const isReportedBy = (
  { eventTypes, createdAt, payload }: DeliveryView,
  { type, at, assignment }: Omit<HistoryEvent, 'deliveries'>,
): boolean =>
  eventTypes.includes(type as (typeof eventTypes)[number]) &&
  createdAt === at &&
  (!assignment || payload.includes(assignment.id))

/** The causal order of events at the same instant. */
const eventOrder = [
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
const eventRank = (type: string): number => eventOrder.indexOf(type)

import { oneOf, type TypeOf } from '../../core/schema/shape.js'

export const EventType = oneOf(
  'AssignmentAccepted',
  'AssignmentAbandoned',
  'AssignmentReturned',
  'AssignmentSubmitted',
  'AssignmentRejected',
  'AssignmentApproved',
  'HITCreated',
  'HITExpired',
  'HITReviewable',
  'HITExtended',
  'HITDisposed',
  'Ping',
)
export type EventType = TypeOf<typeof EventType>

import type { EventType } from '../../domain/shapes/EventType.js'

/** Notification payload of version 2006-05-05. */
export interface EventDocument {
  readonly Events: readonly TurkEvent[]
  /** 40 hexadecimal digits; the same for a repeated delivery. */
  readonly EventDocId: string
  readonly SourceAccount: string
  readonly CustomerId: string
  readonly EventDocVersion: string
}

export interface TurkEvent {
  /** The QuestionFormAnswers, in an AssignmentSubmitted event unless they are too large for it. */
  readonly Answer?: string
  readonly EventType: EventType
  /** An instant in ISO 8601, in whole seconds. */
  readonly EventTimestamp: string
  readonly HITId: string
  readonly HITTypeId: string
  /** Not in a test event. */
  readonly HITGroupId?: string
  /** Not in an event on a HIT. */
  readonly AssignmentId?: string
  /** Not in a test event. */
  readonly WorkerId?: string
}

export const parseEventDocument = ({ payload }: { readonly payload: string }): EventDocument =>
  JSON.parse(payload) as EventDocument

import type { HITEvent } from '../domain/hit-event.js'

/** What a document says besides its events. */
export interface Heading {
  readonly eventDocId: string
  readonly account: string
  readonly customerId: string
  /** As the specification asked: `2006-05-05` or `2014-08-15`. */
  readonly version: string
}

/** The text of one test notification: keys in the order of capture T. */
export const testDocument = (events: readonly HITEvent[], heading: Heading): string =>
  written(events.map(testEvent), heading)

/** The text of one notification of what really happened: keys in the order of capture L. */
export const lifeCycleDocument = (events: readonly HITEvent[], heading: Heading): string =>
  written(events.map(lifeCycleEvent), heading)

/** A document with one more event of what really happened in it. */
export function documentWith(document: string, event: HITEvent): string {
  const { Events, ...heading } = JSON.parse(document) as { Events: object[] }
  return JSON.stringify({ Events: [...Events, lifeCycleEvent(event)], ...heading })
}

const testEvent = ({ type, at, hitId, assignmentId, hitTypeId }: HITEvent) => ({
  EventType: type,
  EventTimestamp: wholeSeconds(at),
  HITId: hitId,
  AssignmentId: assignmentId,
  HITTypeId: hitTypeId,
})

const lifeCycleEvent = (event: HITEvent) => ({
  HITGroupId: event.hitGroupId,
  EventType: event.type,
  EventTimestamp: wholeSeconds(event.at),
  HITId: event.hitId,
  AssignmentId: event.assignmentId,
  WorkerId: event.workerId,
  HITTypeId: event.hitTypeId,
})

/** Compact, as captured; a member that is not known is left out. */
const written = (events: readonly object[], heading: Heading): string =>
  JSON.stringify({
    Events: events,
    EventDocId: heading.eventDocId,
    SourceAccount: heading.account,
    CustomerId: heading.customerId,
    EventDocVersion: heading.version,
  })

const wholeSeconds = (instant: Date): string => `${instant.toISOString().slice(0, -5)}Z`

/** The SNS Subject of a test: the time in epoch milliseconds (capture T). */
export const testSubject = (at: Date): string => String(at.getTime())

/**
 * The SNS Subject of what really happened: a decimal number of eight digits that grows (capture L
 * has `29001665`, of unknown meaning). Our choice: the minutes since 1970.
 */
export const lifeCycleSubject = (at: Date): string =>
  String(Math.floor(at.getTime() / 60_000)).padStart(8, '0')

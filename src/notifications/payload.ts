import { formatInstant } from '../core/format-instant.js'
import type { HITEvent } from '../domain/hit-event.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'

/** Fields of a payload besides its events. */
interface PayloadMetadata {
  readonly eventDocId: string
  readonly account: string
  readonly customerId: string
  /** As in the specification: `2006-05-05` or `2014-08-15`. */
  readonly version: string
}

/** Payload of a test notification: keys in the order of capture T. */
export const buildTestPayload = (events: readonly HITEvent[], metadata: PayloadMetadata): string =>
  serialize(events.map(toTestEvent), metadata)

/** Payload of a life-cycle notification: keys in the order of capture L. */
export const buildLifeCyclePayload = (
  events: readonly HITEvent[],
  metadata: PayloadMetadata,
): string => serialize(events.map(toLifeCycleEvent), metadata)

/** What SQS and SNS take as one message, in bytes. */
export const maxMessageBytes = 262_144

/** Whether a destination takes a payload; a mail has no limit here. */
export const fitsDestination = (payload: string, transport: NotificationTransport): boolean =>
  transport === 'Email' || Buffer.byteLength(payload) <= maxMessageBytes

/** Appends a life-cycle event to a payload. */
export function appendEvent(payload: string, event: HITEvent): string {
  const { Events, ...metadata } = JSON.parse(payload) as { Events: object[] }
  return JSON.stringify({ Events: [...Events, toLifeCycleEvent(event)], ...metadata })
}

const toTestEvent = ({ type, at, hitId, assignmentId, hitTypeId }: HITEvent) => ({
  EventType: type,
  EventTimestamp: formatSeconds(at),
  HITId: hitId,
  AssignmentId: assignmentId,
  HITTypeId: hitTypeId,
})

const toLifeCycleEvent = (event: HITEvent) => ({
  // First: the captured order is that of a Java HashMap, in which `Answer` precedes the others.
  Answer: event.answer,
  HITGroupId: event.hitGroupId,
  EventType: event.type,
  EventTimestamp: formatSeconds(event.at),
  HITId: event.hitId,
  AssignmentId: event.assignmentId,
  WorkerId: event.workerId,
  HITTypeId: event.hitTypeId,
})

/** Compact, as captured; undefined members are omitted. */
const serialize = (events: readonly object[], metadata: PayloadMetadata): string =>
  JSON.stringify({
    Events: events,
    EventDocId: metadata.eventDocId,
    SourceAccount: metadata.account,
    CustomerId: metadata.customerId,
    EventDocVersion: metadata.version,
  })

const formatSeconds = (instant: Date): string => `${formatInstant(instant).slice(0, -5)}Z`

/** The SNS Subject of a test: the time in epoch milliseconds (capture T). */
export const formatTestSubject = (at: Date): string => String(at.getTime())

/**
 * SNS Subject of a life-cycle event: an increasing decimal number of eight digits (capture L has
 * `29001665`, of unknown meaning). Our choice: the minutes since 1970.
 */
export const formatLifeCycleSubject = (at: Date): string =>
  String(Math.floor(at.getTime() / 60_000)).padStart(8, '0')

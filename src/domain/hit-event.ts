import type { EventType } from './shapes/EventType.js'

/** Something that happened to a HIT or to one of its assignments. */
export interface HITEvent {
  readonly type: EventType
  readonly at: Date
  readonly hitTypeId: string
  readonly hitId: string
  /** A test event has none. */
  readonly hitGroupId?: string
  readonly assignmentId?: string
  readonly workerId?: string
  /** The answers of a submission, as XML. */
  readonly answer?: string
}

/** The placeholders that the service sent (captured 2019-08-09). */
const hitId = '12345678901234567890'
const hitTypeId = '09876543210987654321'
const assignmentIds = [
  '1234567890123456789012345678901234567890',
  '1234567890123456789012345678900987654321',
] as const

/**
 * The events that SendTestEventNotification sends.
 *
 * An event on an assignment comes twice, with different assignments, as captured. An event on a HIT
 * comes once: its two would be equal. A Ping names the first assignment.
 */
export function createTestEvents(type: EventType, at: Date): readonly HITEvent[] {
  if (type.startsWith('HIT')) return [{ type, at, hitTypeId, hitId, assignmentId: undefined }]
  const [first, second] = assignmentIds
  const event = { type, at, hitTypeId, hitId, assignmentId: first }
  return type === 'Ping' ? [event] : [event, { type, at, hitTypeId, hitId, assignmentId: second }]
}

import { list, oneOf, required, string, structure, type TypeOf } from '../../core/schema/shape.js'
import { EventType } from './EventType.js'

export const NotificationTransport = oneOf('Email', 'SQS', 'SNS')
export type NotificationTransport = TypeOf<typeof NotificationTransport>

/**
 * Where to send the events of a HIT type, and which events.
 *
 * What `Destination` holds depends on `Transport`: an e-mail address, the URL of a queue, or the
 * ARN of a topic.
 */
export const NotificationSpecification = structure({
  Destination: required(string()),
  Transport: required(NotificationTransport),
  Version: required(string()),
  EventTypes: required(list(EventType)),
})
export type NotificationSpecification = TypeOf<typeof NotificationSpecification>

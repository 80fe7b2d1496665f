import { testEvents } from '../domain/hit-event.js'
import { checkSpecification } from '../notifications/destination.js'
import { EventType } from '../shapes/EventType.js'
import { NotificationSpecification } from '../shapes/NotificationSpecification.js'
import { required, structure } from '../shapes/shape.js'
import { operation } from './operation.js'

/**
 * Sends a made-up event to a destination, so that a requester can try the destination before any
 * HIT depends on it, and answers when the destination has taken it.
 *
 * The specification's own `EventTypes` do not filter it: whoever asks for a test of an event gets
 * that event.
 */
export const SendTestEventNotification = operation({
  name: 'SendTestEventNotification',
  input: structure({
    Notification: required(NotificationSpecification),
    TestEventType: required(EventType),
  }),
  output: structure({}),

  async run({ Notification, TestEventType }, { now, notify }) {
    checkSpecification(Notification)

    await notify(Notification, testEvents(TestEventType, now))
    return {}
  },
})

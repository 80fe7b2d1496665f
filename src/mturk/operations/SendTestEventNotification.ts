import { required, structure } from '../../core/schema/shape.js'
import { InternalFailure } from '../../domain/errors.js'
import { createTestEvents } from '../../domain/hit-event.js'
import { EventType } from '../../domain/shapes/EventType.js'
import { NotificationSpecification } from '../../domain/shapes/NotificationSpecification.js'
import type { Delivery } from '../../notifications/delivery.js'
import { checkSpecification } from '../../notifications/destination.js'
import { defineOperation } from './operation.js'

/**
 * Sends a sample event to a destination, so that a requester can try it before a HIT depends on it.
 * Responds when the destination has accepted it.
 *
 * The specification's own `EventTypes` do not filter it: the requested event is always sent.
 */
export const SendTestEventNotification = defineOperation({
  name: 'SendTestEventNotification',
  input: structure({
    Notification: required(NotificationSpecification),
    TestEventType: required(EventType),
  }),
  output: structure({}),

  async run({ Notification, TestEventType }, context) {
    checkSpecification(Notification)

    await context.sendTestEvent(Notification, createTestEvents(TestEventType, context.now))
    return {}
  },

  afterDelivery(output, deliveries) {
    for (const delivery of deliveries)
      if (delivery.status === 'failed') throw new InternalFailure(describeFailure(delivery))
    return output
  },
})

const describeFailure = ({ transport, destination, attempts }: Delivery): string =>
  `The ${transport} destination ${destination} did not take the notification: ${attempts.at(-1)?.error ?? 'no reason given'}`

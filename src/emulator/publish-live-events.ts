import type { DeliveryDispatcher } from '../notifications/dispatcher.js'
import type { LiveFeed } from '../server/control/live-feed.js'
import type { Destinations } from './destinations.js'

/** Tells the feed of whatever happens in the rooms. */
export function publishLiveEvents(
  dispatcher: DeliveryDispatcher,
  { mailbox, queues, topics }: Destinations,
  feed: LiveFeed,
): void {
  dispatcher.onChange((delivery) => feed.publish({ type: 'delivery', delivery }))
  mailbox.onMail(({ id, to }) => feed.publish({ type: 'mail', mail: { id, to } }))
  queues.onMessage(({ arn }, { id }) =>
    feed.publish({ type: 'queue-message', queue: arn, messageId: id }),
  )
  topics.onMessage(({ arn }, { id }) =>
    feed.publish({ type: 'topic-message', topic: arn, messageId: id }),
  )
}

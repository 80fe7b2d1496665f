import type { Courier } from '../notifications/dispatcher.js'
import type { Feed } from '../server/control/live-feed.js'
import type { PostOffice } from './destinations.js'

/** Tells the feed of whatever happens in the rooms. */
export function passOn(
  courier: Courier,
  { mailbox, queues, topics }: PostOffice,
  feed: Feed,
): void {
  courier.onChange((delivery) => feed.tell({ type: 'delivery', delivery }))
  mailbox.onMail(({ id, to }) => feed.tell({ type: 'mail', mail: { id, to } }))
  queues.onMessage(({ arn }, { id }) =>
    feed.tell({ type: 'queue-message', queue: arn, messageId: id }),
  )
  topics.onMessage(({ arn }, { id }) =>
    feed.tell({ type: 'topic-message', topic: arn, messageId: id }),
  )
}

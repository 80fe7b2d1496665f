import type { Timer } from '../core/timer.js'
import type { FaultInjector } from '../faults/faults.js'
import type { ClockAdvances } from '../mturk/scheduler/clock-advances.js'
import type { DeliveryDispatcher } from '../notifications/dispatcher.js'
import type { LiveEvent, LiveFeed } from '../server/control/live-feed.js'
import type { Destinations } from './destinations.js'

/** Equal events within so many milliseconds are published once. */
const coalesceMs = 50

export interface LiveEventSources extends Pick<Destinations, 'mailbox' | 'queues' | 'topics'> {
  readonly dispatcher: DeliveryDispatcher
  readonly faults: FaultInjector
  readonly advances: ClockAdvances
}

/** Publishes what happens to deliveries, faults and the built-in receivers. */
export function publishLiveEvents(
  { advances, dispatcher, faults, mailbox, queues, topics }: LiveEventSources,
  feed: LiveFeed,
  timer: Timer,
): void {
  const publishSoon = createCoalescer(feed, timer)
  dispatcher.onChange(
    (delivery) => feed.publish({ type: 'delivery', delivery }),
    () => feed.hasListeners,
  )
  mailbox.received.on(({ id, to }) => feed.publish({ type: 'mail', mail: { id, to } }))
  mailbox.changed.on(() => publishSoon('mailbox', () => ({ type: 'mailbox' })))
  queues.sent.on(({ queue, message }) =>
    feed.publish({ type: 'queue-message', queue: queue.arn, messageId: message.id }),
  )
  topics.published.on(({ topicArn, id }) =>
    feed.publish({ type: 'topic-message', topic: topicArn, messageId: id }),
  )
  queues.changed.on(({ arn }) => publishSoon(arn, () => ({ type: 'queue', queue: arn })))
  topics.changed.on((arn) => publishSoon(arn, () => ({ type: 'topic', topic: arn })))
  faults.onChange(() => publishSoon('fault', () => ({ type: 'fault' })))
  advances.progressed.on(() => publishSoon('clock', () => ({ type: 'clock' })))
}

/** These change several times in one call; a listener reads them again only once. */
function createCoalescer(feed: LiveFeed, timer: Timer) {
  const pending = new Map<string, LiveEvent>()
  function flush(): void {
    const events = [...pending.values()]
    pending.clear()
    for (const event of events) feed.publish(event)
  }
  return (key: string, createEvent: () => LiveEvent): void => {
    if (!feed.hasListeners || pending.has(key)) return
    if (pending.size === 0) timer.after(coalesceMs, flush)
    pending.set(key, createEvent())
  }
}

import { onlyForTestEvents } from './errors.js'
import type { EventType } from './shapes/EventType.js'
import type { NotificationSpecification } from './shapes/NotificationSpecification.js'

/** What a requester asked to be told of one HIT type, and where. */
export interface NotificationSubscription {
  readonly account: string
  readonly hitTypeId: string
  readonly specification: NotificationSpecification
  readonly active: boolean
  /** What it was before, until it has come into force. */
  readonly before?: {
    readonly specification?: NotificationSpecification
    readonly active: boolean
    readonly until: Date
  }
}

/** How a subscription stands at an instant; nothing when there was none before. */
export function effectiveAt(
  { before, ...now }: NotificationSubscription,
  at: Date,
): NotificationSubscription | undefined {
  if (!before || at >= before.until) return now
  const { specification, active } = before
  return specification && { ...now, specification, active }
}

/**
 * A specification replaces the one before. Where `active` is not said it stays as it was, and a
 * first specification is active at once: public scripts leave it out and are told.
 *
 * @throws RequestError for Ping, which is only for test events
 */
export function subscribe(
  account: string,
  hitTypeId: string,
  before: NotificationSubscription | undefined,
  specification: NotificationSpecification,
  active: boolean = before?.active ?? true,
): NotificationSubscription {
  if (specification.EventTypes.includes('Ping')) throw onlyForTestEvents('Ping')
  return { account, hitTypeId, specification, active }
}

/** A change that is told of now and comes into force later. */
export function withDelay(
  next: NotificationSubscription,
  before: NotificationSubscription | undefined,
  { now, delay }: { readonly now: Date; readonly delay: number },
): NotificationSubscription {
  if (delay === 0) return next
  const until = new Date(now.getTime() + delay)
  const current = before && effectiveAt(before, now)
  return {
    ...next,
    before: { specification: current?.specification, active: current?.active ?? false, until },
  }
}

export const matchesEventType = (
  { active, specification }: NotificationSubscription,
  type: EventType,
): boolean => active && specification.EventTypes.includes(type)

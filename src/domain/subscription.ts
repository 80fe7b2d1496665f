import { onlyForTestEvents } from '../errors.js'
import type { EventType } from '../shapes/EventType.js'
import type { NotificationSpecification } from '../shapes/NotificationSpecification.js'

/** What a requester asked to be told of one HIT type, and where. */
export interface Subscription {
  readonly account: string
  readonly hitTypeId: string
  readonly specification: NotificationSpecification
  readonly active: boolean
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
  before: Subscription | undefined,
  specification: NotificationSpecification,
  active: boolean = before?.active ?? true,
): Subscription {
  if (specification.EventTypes.includes('Ping')) throw onlyForTestEvents('Ping')
  return { account, hitTypeId, specification, active }
}

export const wants = ({ active, specification }: Subscription, type: EventType): boolean =>
  active && specification.EventTypes.includes(type)

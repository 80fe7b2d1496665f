import { onlyForTestEvents } from './errors.js'
import type { EventType } from './shapes/EventType.js'
import type { NotificationSpecification } from './shapes/NotificationSpecification.js'

/** A requester's notification settings of one HIT type. */
export interface NotificationSubscription {
  readonly account: string
  readonly hitTypeId: string
  readonly specification: NotificationSpecification
  readonly active: boolean
  /** The previous settings, until the new ones are in force. */
  readonly before?: {
    readonly specification?: NotificationSpecification
    readonly active: boolean
    readonly until: Date
  }
}

/** The settings in force at an instant; `undefined` when there were none. */
export function effectiveAt(
  { before, ...now }: NotificationSubscription,
  at: Date,
): NotificationSubscription | undefined {
  if (!before || at >= before.until) return now
  const { specification, active } = before
  return specification && { ...now, specification, active }
}

/**
 * A specification replaces the previous one. Without `active` the state stays as it was, and a first
 * specification is active at once: public scripts leave it out and receive notifications.
 *
 * @throws ParameterValidationError for Ping, which is only for test events
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

/** A change that is accepted now and comes into force later. */
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

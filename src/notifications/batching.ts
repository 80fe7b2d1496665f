import type { Clock } from '../core/clock.js'
import type { Asked, Faults } from '../faults/faults.js'
import { lengthOf } from '../faults/kinds.js'
import type { DeliveryOccasion } from '../faults/match.js'
import { type FaultRule, markOf } from '../faults/rule.js'
import type { Delivery } from './delivery.js'

/** The fault that has a new document wait for further events, if one does. */
export const batchFault = (
  faults: Faults,
  occasion: DeliveryOccasion,
  asked: Asked | undefined,
): FaultRule | undefined =>
  faults.areNone && !asked ? undefined : faults.strike(occasion, ['batch'], asked)[0]

/** What a delivery is like whose document waits for more events: it goes when its time is over. */
export function collecting(
  wall: Clock,
  batchWindow: number,
  fault: FaultRule | undefined,
): Pick<Delivery, 'collectsUntil' | 'nextAttemptAt' | 'faults'> {
  const wait = Math.max(batchWindow, fault ? lengthOf(fault) : 0)
  if (wait === 0) return {}
  const until = new Date(wall.now().getTime() + wait)
  return { collectsUntil: until, nextAttemptAt: until, ...(fault && { faults: [markOf(fault)] }) }
}

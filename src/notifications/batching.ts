import type { Clock } from '../core/clock.js'
import type { FaultInjector, RequestFaults } from '../faults/faults.js'
import { faultDurationMs } from '../faults/kinds.js'
import type { DeliveryInjectionPoint } from '../faults/match.js'
import { type FaultRule, toAppliedFault } from '../faults/rule.js'
import type { Delivery } from './delivery.js'

/** The fault that makes a new notification wait for further events, if one does. */
export const pickBatchFault = (
  faults: FaultInjector,
  point: DeliveryInjectionPoint,
  requestFaults: RequestFaults | undefined,
): FaultRule | undefined =>
  faults.isEmpty && !requestFaults ? undefined : faults.pick(point, ['batch'], requestFaults)[0]

/** The members of a delivery that waits for more events; `undefined` when it is sent at once. */
export function scheduleBatch(
  realClock: Clock,
  batchWindow: number,
  fault: FaultRule | undefined,
): Pick<Delivery, 'batchUntil' | 'nextAttemptAt' | 'faults'> | undefined {
  const wait = Math.max(batchWindow, fault ? faultDurationMs(fault) : 0)
  if (wait === 0) return undefined
  const until = new Date(realClock.now().getTime() + wait)
  return {
    batchUntil: until,
    nextAttemptAt: until,
    faults: fault && [toAppliedFault(fault)],
  }
}

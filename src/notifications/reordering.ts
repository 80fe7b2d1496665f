import type { Clock } from '../core/clock.js'
import type { FaultInjector } from '../faults/faults.js'
import { faultDurationMs } from '../faults/kinds.js'
import { toAppliedFault } from '../faults/rule.js'
import { getRequestFaults } from './attempt.js'
import type { Delivery } from './delivery.js'

/**
 * A life-cycle delivery that a fault holds back so that the next one overtakes it, with the fault
 * recorded, and until when it is held back, in milliseconds of the epoch. `undefined` without one.
 */
export function applyReorderFault(
  faults: FaultInjector | undefined,
  delivery: Delivery,
  clock: Clock,
): { readonly delivery: Delivery; readonly until: number } | undefined {
  if (delivery.kind !== 'life-cycle') return undefined
  if (!faults?.has('reorder', delivery.requestFaults)) return undefined
  const [fault] = faults.pick(delivery, ['reorder'], getRequestFaults(delivery))
  if (!fault) return undefined
  const marked = { ...delivery, faults: [...(delivery.faults ?? []), toAppliedFault(fault)] }
  return { delivery: marked, until: clock.now().getTime() + faultDurationMs(fault) }
}

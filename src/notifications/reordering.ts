import type { FaultInjector } from '../faults/faults.js'
import { faultDurationMs } from '../faults/kinds.js'
import { toAppliedFault } from '../faults/rule.js'
import { getRequestFaults } from './attempt.js'
import type { Delivery } from './delivery.js'

/**
 * A delivery that whoever comes next shall overtake, marked as such, and until when it waits for
 * that; nothing when no fault wants it. Only what really happened is reordered.
 *
 * @param now in milliseconds of the epoch
 */
export function applyReorderFault(
  faults: FaultInjector | undefined,
  delivery: Delivery,
  now: number,
): { readonly delivery: Delivery; readonly until: number } | undefined {
  if (delivery.kind !== 'life-cycle') return undefined
  if (!faults?.has('reorder', delivery.requestFaults)) return undefined
  const [fault] = faults.pick(delivery, ['reorder'], getRequestFaults(delivery))
  if (!fault) return undefined
  const marked = { ...delivery, faults: [...(delivery.faults ?? []), toAppliedFault(fault)] }
  return { delivery: marked, until: now + faultDurationMs(fault) }
}

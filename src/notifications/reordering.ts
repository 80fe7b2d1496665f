import type { Faults } from '../faults/faults.js'
import { lengthOf } from '../faults/kinds.js'
import { markOf } from '../faults/rule.js'
import { askedFor } from './attempt.js'
import type { Delivery } from './delivery.js'

/**
 * A delivery that whoever comes next shall overtake, marked as such, and until when it waits for
 * that; nothing when no fault wants it. Only what really happened is reordered.
 *
 * @param now in milliseconds of the epoch
 */
export function toBeOvertaken(
  faults: Faults | undefined,
  delivery: Delivery,
  now: number,
): { readonly delivery: Delivery; readonly until: number } | undefined {
  if (delivery.kind !== 'life-cycle') return undefined
  if (!faults?.has('reorder', delivery.faultsAsked)) return undefined
  const [fault] = faults.strike(delivery, ['reorder'], askedFor(delivery))
  if (!fault) return undefined
  const marked = { ...delivery, faults: [...(delivery.faults ?? []), markOf(fault)] }
  return { delivery: marked, until: now + lengthOf(fault) }
}

import type { BatchView } from '../../../server/control/views.js'
import { StatusBadge } from '../../ui/status-badge.js'

/** What a batch waits for. */
export function BatchStateBadge({ batch }: { readonly batch: BatchView }) {
  const { submitted, approved, rejected, maxAssignments } = batch
  if (submitted > 0)
    return <StatusBadge tone="waiting">{`${submitted.toLocaleString('en')} to review`}</StatusBadge>
  return approved + rejected === maxAssignments ? (
    <StatusBadge tone="good">reviewed</StatusBadge>
  ) : (
    <StatusBadge tone="plain">open</StatusBadge>
  )
}

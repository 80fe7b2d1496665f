import type { CheckView } from '../../../server/control/views.js'
import { StatusBadge } from '../../ui/status-badge.js'

/** What a check has come to, in one word. */
export function CheckStateBadge({ check }: { readonly check: CheckView }) {
  const { state, failed, problem } = check
  if (state === 'running') return <StatusBadge tone="waiting">running</StatusBadge>
  if (failed > 0 || problem !== undefined) return <StatusBadge tone="bad">failed</StatusBadge>
  return state === 'stopped' ? (
    <StatusBadge tone="plain">stopped</StatusBadge>
  ) : (
    <StatusBadge tone="good">passed</StatusBadge>
  )
}

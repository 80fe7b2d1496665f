import type { DeliveryView } from '../../../server/control/views.js'
import { CopyButton } from '../../ui/copy-button.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { formatPolicyCommand } from '../aws-cli.js'
import { useInfo } from '../control.js'

interface PolicyVerdictNoteProps {
  readonly delivery: DeliveryView
  readonly verdict: NonNullable<DeliveryView['verdict']>
}

/** Whether the real MTurk could have delivered, and the policy that would allow it. */
export function PolicyVerdictNote({
  delivery,
  verdict: { allowed, reason, suggestedPolicy },
}: PolicyVerdictNoteProps) {
  const { value: info } = useInfo()
  return (
    <section class={allowed === true ? 'note' : 'note is-warning'} aria-label="Policy">
      <h3>Would the real MTurk have delivered this?</h3>
      <p>
        <StatusBadge tone={allowed === false ? 'bad' : 'good'}>{verdictLabel(allowed)}</StatusBadge>{' '}
        {reason}
      </p>
      {suggestedPolicy && (
        <TextBlock title="Suggested policy" text={suggestedPolicy}>
          {info && (
            <CopyButton
              text={formatPolicyCommand(info.endpoint, delivery, suggestedPolicy)}
              description="as a command"
            >
              Copy command
            </CopyButton>
          )}
        </TextBlock>
      )}
    </section>
  )
}

const verdictLabel = (allowed: boolean | 'unsure'): string =>
  allowed === 'unsure' ? 'Probably' : allowed ? 'Yes' : 'No'

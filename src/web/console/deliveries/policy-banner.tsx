import type { DeliveryView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { CopyButton } from '../../ui/copy-button.js'
import { TextBlock } from '../../ui/text-block.js'
import { formatPolicyCommand } from '../aws-cli.js'
import { useInfo } from '../control.js'
import { applyPolicy } from '../destinations.js'
import { findShells } from '../shells.js'

type Verdict = NonNullable<DeliveryView['verdict']>

interface PolicyBannerProps extends Pick<DeliveryView, 'transport' | 'destination'> {
  readonly resource: 'queue' | 'topic'
  readonly arn: string
  readonly verdict: Verdict
}

/** Says once for a destination that the real MTurk could not deliver to it, and offers the policy. */
export function PolicyBanner({ resource, arn, verdict, ...destination }: PolicyBannerProps) {
  const { value: info } = useInfo()
  const { allowed, reason, suggestedPolicy } = verdict
  if (allowed !== false) return null
  const shells = findShells(navigator.platform)
  return (
    <section class="note is-warning" aria-label="Policy">
      <p>
        <strong>The real MTurk could not deliver to this {resource}.</strong> {reason}
      </p>
      {suggestedPolicy && (
        <>
          <div class="buttons">
            <ActionButton action={() => applyPolicy(resource, arn, suggestedPolicy)}>
              Apply policy
            </ActionButton>
          </div>
          <details class="more">
            <summary>Show the policy</summary>
            <TextBlock title="Suggested policy" text={suggestedPolicy}>
              {info &&
                shells.map((shell) => (
                  <CopyButton
                    key={shell}
                    text={formatPolicyCommand(shell, info.endpoint, destination, suggestedPolicy)}
                    description="as a command"
                  >
                    {shells.length > 1 ? `Copy for ${shell}` : 'Copy command'}
                  </CopyButton>
                ))}
            </TextBlock>
          </details>
        </>
      )}
    </section>
  )
}

/** A quiet mark of a delivery that the real MTurk could not make. */
export const PolicyTag = ({ verdict }: { readonly verdict?: Verdict }) =>
  verdict?.allowed === false ? (
    <span class="tag" title={`The real MTurk could not deliver this. ${verdict.reason}`}>
      {verdict.reason.startsWith('It has no policy') ? 'no policy' : 'denied by policy'}
    </span>
  ) : null

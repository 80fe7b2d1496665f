import type { Delivery, Json } from '../../../server/control/contract.js'
import { CopyButton } from '../../ui/copy-button.js'
import { useFetched } from '../../ui/fetched.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { policyCommand } from '../aws-cli.js'
import { control } from '../control.js'

interface VerdictProps {
  readonly delivery: Json<Delivery>
  readonly verdict: NonNullable<Json<Delivery>['verdict']>
}

/** Whether the real MTurk could have delivered, and the policy that would let it. */
export function Verdict({ delivery, verdict: { allowed, reason, remedy } }: VerdictProps) {
  const { value: info } = useFetched('info', control.info)
  return (
    <section class={allowed ? 'note' : 'note is-warning'} aria-label="Policy">
      <h3>Would Mechanical Turk have delivered it?</h3>
      <p>
        <Status mood={allowed ? 'good' : 'bad'}>{allowed ? 'Yes' : 'No'}</Status> {reason}
      </p>
      {remedy && (
        <TextBlock title="A policy that would do" text={remedy}>
          {info && (
            <CopyButton text={policyCommand(info.endpoint, delivery, remedy)} what="as a command">
              Copy command
            </CopyButton>
          )}
        </TextBlock>
      )}
    </section>
  )
}

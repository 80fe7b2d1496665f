import type { DeliveryView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { RealInstant } from '../../ui/instant.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import {
  applyPolicy,
  createDestination,
  findReceiver,
  parseDestination,
  resourceNames,
} from '../destinations.js'

/** Why a delivery failed, and the one action that most likely makes it succeed. */
export function FailureSummary({ delivery }: { readonly delivery: DeliveryView }) {
  const { id, status, attempts, nextAttemptAt } = delivery
  const reason = attempts.at(-1)?.error
  const { value: fix } = useLiveQuery(`${id} ${attempts.length}`, () => findFix(delivery), [
    'queue',
    'topic',
  ])
  if (status === 'sent' || reason === undefined) return null

  return (
    <section class="note is-bad" aria-label="Failure">
      <p>
        <strong>{status === 'failed' ? 'Not delivered.' : 'Not delivered yet.'}</strong> {reason}
        {nextAttemptAt && (
          <>
            {' '}
            Next attempt <RealInstant at={nextAttemptAt} />.
          </>
        )}
      </p>
      {status === 'failed' && (
        <div class="buttons">
          <ActionButton
            variant="strong"
            action={async () => {
              await fix?.apply()
              await sendAgain(id)
            }}
          >
            {fix ? `${fix.label} and send again` : 'Send again'}
          </ActionButton>
        </div>
      )}
    </section>
  )
}

export const sendAgain = (id: string) =>
  control.request('POST /_mturk/deliveries/{id}/redeliver', { id })

interface Fix {
  readonly label: string
  readonly apply: () => Promise<unknown>
}

/** What is missing at the destination; undefined where only another attempt can help. */
async function findFix({
  transport,
  destination,
  attempts,
  verdict,
}: DeliveryView): Promise<Fix | undefined> {
  const error = attempts.at(-1)?.error ?? ''
  const parsed = parseDestination({ transport, destination })
  if (!parsed || transport === 'Email') return undefined
  const resource = resourceNames[transport]
  const receiver = await findReceiver({ transport, destination })
  const { suggestedPolicy } = verdict ?? {}
  if (!receiver && /does not exist/i.test(error))
    return {
      label: `Create the ${resource}`,
      apply: () => createDestination(resource, parsed.name, parsed.account),
    }
  if (receiver?.verdict.allowed === false && suggestedPolicy && /^Access denied/.test(error))
    return {
      label: 'Apply the policy',
      apply: () => applyPolicy(resource, receiver.arn, suggestedPolicy),
    }
  return undefined
}

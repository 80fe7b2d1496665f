import type { DeliveryView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { RealInstant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { FaultTags } from '../fault-rules/fault-tags.js'

/** The attempts of a delivery, each with the response of the receiver. */
export const Attempts = ({ delivery }: { readonly delivery: DeliveryView }) => (
  <section aria-label="Attempts">
    <h3>{pluralize(delivery.attempts.length, 'attempt')}</h3>
    {delivery.nextAttemptAt && (
      <p class="muted">
        Next attempt <RealInstant at={delivery.nextAttemptAt} />.
      </p>
    )}
    <DataTable
      label="Attempts in order"
      rows={delivery.attempts}
      columns={[
        ['Time', ({ at }) => <AttemptTime at={at} first={delivery.attempts[0]!.at} />],
        [
          'Outcome',
          ({ outcome }) => (
            <StatusBadge tone={outcome === 'sent' ? 'good' : 'bad'}>{outcome}</StatusBadge>
          ),
        ],
        [
          'Response',
          ({ receipt, error, faults }) => (
            <>
              {receipt ?? error} <FaultTags faults={faults} />
            </>
          ),
          'breaks',
        ],
        ['ms', ({ milliseconds }) => Math.round(milliseconds), 'number'],
      ]}
    />
  </section>
)

/** The first attempt by its distance from now, the others by their distance from the first. */
const AttemptTime = ({ at, first }: { readonly at: string; readonly first: string }) => (
  <RealInstant at={at} since={at === first ? undefined : first} />
)

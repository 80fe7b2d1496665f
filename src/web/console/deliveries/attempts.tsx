import type { DeliveryView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { Instant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { FaultTags } from '../fault-rules/fault-tags.js'

/** The attempts of a delivery, each with the response of the receiver. */
export const Attempts = ({ delivery }: { readonly delivery: DeliveryView }) => (
  <section aria-label="Attempts">
    <h3>{pluralize(delivery.attempts.length, 'attempt')}</h3>
    {delivery.nextAttemptAt && (
      <p class="muted">
        Next attempt at <Instant at={delivery.nextAttemptAt} />.
      </p>
    )}
    {delivery.attempts.length > 0 && (
      <DataTable
        label="Attempts in order"
        columns={['Time', 'Outcome', 'Response', { number: 'ms' }]}
      >
        {delivery.attempts.map(({ at, outcome, receipt, error, milliseconds, faults }) => (
          <tr key={at}>
            <td>
              <Instant at={at} />
            </td>
            <td>
              <StatusBadge tone={outcome === 'sent' ? 'good' : 'bad'}>{outcome}</StatusBadge>
            </td>
            <td class="breaks">
              {receipt ?? error} <FaultTags faults={faults} />
            </td>
            <td class="number">{Math.round(milliseconds)}</td>
          </tr>
        ))}
      </DataTable>
    )}
  </section>
)

import type { Delivery, Json } from '../../../server/control/contract.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { DataTable } from '../../ui/data-table.js'
import { FaultTags } from '../fault-rules/fault-tags.js'

/** Every try of a delivery, with what the receiver answered. */
export const Attempts = ({ delivery }: { readonly delivery: Json<Delivery> }) => (
  <section aria-label="Tries">
    <h3>{delivery.attempts.length === 1 ? '1 try' : `${delivery.attempts.length} tries`}</h3>
    {delivery.nextAttemptAt && (
      <p class="muted">
        The next at <Instant at={delivery.nextAttemptAt} />.
      </p>
    )}
    {delivery.attempts.length > 0 && (
      <DataTable label="Each try" columns={['At', 'Outcome', 'Answer', { number: 'ms' }]}>
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

import type { Delivery, Json } from '../../../server/control/contract.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { Table } from '../../ui/table.js'
import { Struck } from '../fault-rules/struck.js'

/** Every try of a delivery, with what the receiver answered. */
export const Tries = ({ delivery }: { readonly delivery: Json<Delivery> }) => (
  <section aria-label="Tries">
    <h3>{delivery.attempts.length === 1 ? '1 try' : `${delivery.attempts.length} tries`}</h3>
    {delivery.nextAttemptAt && (
      <p class="muted">
        The next at <Instant at={delivery.nextAttemptAt} />.
      </p>
    )}
    {delivery.attempts.length > 0 && (
      <Table label="Each try" columns={['At', 'Outcome', 'Answer', { number: 'ms' }]}>
        {delivery.attempts.map(({ at, outcome, receipt, error, milliseconds, faults }) => (
          <tr key={at}>
            <td>
              <Instant at={at} />
            </td>
            <td>
              <Status mood={outcome === 'sent' ? 'good' : 'bad'}>{outcome}</Status>
            </td>
            <td class="breaks">
              {receipt ?? error} <Struck faults={faults} />
            </td>
            <td class="number">{Math.round(milliseconds)}</td>
          </tr>
        ))}
      </Table>
    )}
  </section>
)

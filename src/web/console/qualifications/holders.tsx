import type { Json } from '../../../server/control/contract.js'
import type { Qualification } from '../../../server/control/market-contract.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { Table } from '../../ui/table.js'

/** Who has a qualification, or had it, with what value. */
export const Holders = (props: { readonly holders: readonly Json<Qualification>[] }) => (
  <section aria-label="Workers">
    <h3>Who has it</h3>
    {props.holders.length === 0 && (
      <p class="muted">
        Nobody. AssociateQualificationWithWorker gives it, and so does accepting a request.
      </p>
    )}
    {props.holders.length > 0 && (
      <Table label="Each worker" columns={['Worker', 'Since', 'State', { number: 'Value' }]}>
        {props.holders.map(({ workerId, grantTime, status, integerValue }) => (
          <tr key={workerId}>
            <td>
              <code>{workerId}</code>
            </td>
            <td>
              <Instant at={grantTime} />
            </td>
            <td>
              <Status mood={status === 'Granted' ? 'good' : 'plain'}>{status}</Status>
            </td>
            <td class="number">{integerValue}</td>
          </tr>
        ))}
      </Table>
    )}
  </section>
)

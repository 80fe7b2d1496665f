import type { QualificationView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'

/** Workers who have or had a qualification, with its value. */
export const QualifiedWorkers = (props: { readonly holders: readonly QualificationView[] }) => (
  <section aria-label="Workers">
    <h3>Workers</h3>
    {props.holders.length === 0 && (
      <p class="muted">
        No workers. AssociateQualificationWithWorker grants it, and so does accepting a request.
      </p>
    )}
    {props.holders.length > 0 && (
      <DataTable label="Worker list" columns={['Worker', 'Since', 'State', { number: 'Value' }]}>
        {props.holders.map(({ workerId, grantTime, status, integerValue }) => (
          <tr key={workerId}>
            <td>
              <code>{workerId}</code>
            </td>
            <td>
              <Instant at={grantTime} />
            </td>
            <td>
              <StatusBadge tone={status === 'Granted' ? 'good' : 'plain'}>{status}</StatusBadge>
            </td>
            <td class="number">{integerValue}</td>
          </tr>
        ))}
      </DataTable>
    )}
  </section>
)

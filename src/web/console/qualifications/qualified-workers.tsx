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
    <DataTable
      label="Worker list"
      rows={props.holders}
      columns={[
        ['Worker', ({ workerId }) => <code>{workerId}</code>],
        ['Since', ({ grantTime }) => <Instant at={grantTime} />],
        [
          'State',
          ({ status }) => (
            <StatusBadge tone={status === 'Granted' ? 'good' : 'plain'}>{status}</StatusBadge>
          ),
        ],
        ['Value', ({ integerValue }) => integerValue, 'number'],
      ]}
    />
  </section>
)

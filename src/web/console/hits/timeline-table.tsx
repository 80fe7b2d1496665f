import { DataTable } from '../../ui/data-table.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { deliveryTones } from '../deliveries/labels.js'
import type { HistoryEvent } from './hit-history.js'

/** The timeline as a table: events, workers and deliveries. */
export const TimelineTable = ({ events }: { readonly events: readonly HistoryEvent[] }) => (
  <DataTable label="Events" columns={['Time', 'Event', 'Worker', 'Deliveries']}>
    {events.map(({ at, type, assignment, deliveries }, index) => (
      <tr key={index}>
        <td>
          <Instant at={at} whole />
        </td>
        <td>{type}</td>
        <td>{assignment && <code>{assignment.workerId}</code>}</td>
        <td>
          {deliveries.length === 0 && <span class="muted">none</span>}
          {deliveries.map(({ id, transport, status }) => (
            <a key={id} class="delivery-link" href={`/console/deliveries/${id}`}>
              {transport} <StatusBadge tone={deliveryTones[status]}>{status}</StatusBadge>
            </a>
          ))}
        </td>
      </tr>
    ))}
  </DataTable>
)

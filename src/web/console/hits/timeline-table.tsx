import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { Table } from '../../ui/table.js'
import { moods } from '../deliveries/words.js'
import type { Happened } from './life.js'

/** A HIT's life in words: what happened, to whom, and who was told. */
export const TimelineTable = ({ life }: { readonly life: readonly Happened[] }) => (
  <Table label="Events" columns={['At', 'Event', 'Worker', 'Told']}>
    {life.map(({ at, type, assignment, deliveries }, index) => (
      <tr key={index}>
        <td>
          <Instant at={at} whole />
        </td>
        <td>{type}</td>
        <td>{assignment && <code>{assignment.workerId}</code>}</td>
        <td>
          {deliveries.length === 0 && <span class="muted">nobody</span>}
          {deliveries.map(({ id, transport, status }) => (
            <a key={id} class="told" href={`/console/deliveries/${id}`}>
              {transport} <Status mood={moods[status]}>{status}</Status>
            </a>
          ))}
        </td>
      </tr>
    ))}
  </Table>
)

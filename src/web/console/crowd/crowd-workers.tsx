import type { SimulatedWorkerView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { Instant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'

interface CrowdWorkersProps {
  readonly workers: readonly SimulatedWorkerView[]
  readonly total: number
}

/** The workers of a crowd, with their states and statistics. */
export const CrowdWorkers = ({ workers, total }: CrowdWorkersProps) => (
  <section aria-label="Workers">
    <h3>{pluralize(total, 'worker')}</h3>
    {workers.length < total && <p class="hint">The first {workers.length} are shown.</p>}
    <DataTable
      label="Workers of the crowd"
      columns={['Worker', 'State', 'Next action', { number: 'Accepted' }, { number: 'Submitted' }]}
    >
      {workers.map(({ id, state, work, nextActionAt, stats }) => (
        <tr key={id}>
          <td>
            <code>{id}</code>
          </td>
          <td>{work ? <a href={`/console/hits/${work.hitId}`}>{state}</a> : state}</td>
          <td>{nextActionAt && <Instant at={nextActionAt} />}</td>
          <td class="number">{stats.accepted}</td>
          <td class="number">{stats.submitted}</td>
        </tr>
      ))}
    </DataTable>
  </section>
)

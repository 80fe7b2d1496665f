import type { Json, SimulatedWorker } from '../../../server/control/contract.js'
import { pluralize } from '../../ui/pluralize.js'
import { Instant } from '../../ui/instant.js'
import { DataTable } from '../../ui/data-table.js'

interface CrowdWorkersProps {
  readonly workers: readonly Json<SimulatedWorker>[]
  readonly total: number
}

/** Who is in a crowd, what each does now and has done. */
export const CrowdWorkers = ({ workers, total }: CrowdWorkersProps) => (
  <section aria-label="Workers">
    <h3>{pluralize(total, 'worker')}</h3>
    {workers.length < total && <p class="hint">The first {workers.length} are shown.</p>}
    <DataTable
      label="Workers of the crowd"
      columns={['Worker', 'Does', 'Next', { number: 'Accepted' }, { number: 'Submitted' }]}
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

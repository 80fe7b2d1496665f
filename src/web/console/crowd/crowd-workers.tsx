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
      stacks
      rows={workers}
      getKey={({ id }) => id}
      columns={[
        ['Worker', ({ id }) => <code>{id}</code>],
        [
          'State',
          ({ state, work }) => (work ? <a href={`/console/hits/${work.hitId}`}>{state}</a> : state),
        ],
        ['Next action', ({ nextActionAt }) => nextActionAt && <Instant at={nextActionAt} />],
        ['Accepted', ({ stats }) => stats.accepted, 'number'],
        ['Submitted', ({ stats }) => stats.submitted, 'number'],
      ]}
    />
  </section>
)

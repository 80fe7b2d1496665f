import type { Json, SimulatedWorker } from '../../../server/control/contract.js'
import { countOf } from '../../ui/count-of.js'
import { Instant } from '../../ui/instant.js'
import { Table } from '../../ui/table.js'

interface CrowdWorkersProps {
  readonly workers: readonly Json<SimulatedWorker>[]
  readonly all: number
}

/** Who is in a crowd, what each does now and has done. */
export const CrowdWorkers = ({ workers, all }: CrowdWorkersProps) => (
  <section aria-label="Workers">
    <h3>{countOf(all, 'worker')}</h3>
    {workers.length < all && <p class="hint">The first {workers.length} are shown.</p>}
    <Table
      label="Workers of the crowd"
      columns={['Worker', 'Does', 'Next', { number: 'Accepted' }, { number: 'Submitted' }]}
    >
      {workers.map(({ id, doing, work, next, did }) => (
        <tr key={id}>
          <td>
            <code>{id}</code>
          </td>
          <td>{work ? <a href={`/console/hits/${work.hitId}`}>{doing}</a> : doing}</td>
          <td>{next && <Instant at={next} />}</td>
          <td class="number">{did.accepted}</td>
          <td class="number">{did.submitted}</td>
        </tr>
      ))}
    </Table>
  </section>
)

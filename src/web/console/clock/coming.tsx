import type { ClockTold, Json } from '../../../server/control/contract.js'
import { Empty } from '../../ui/empty.js'
import { Instant, inWords } from '../../ui/instant.js'
import { Table } from '../../ui/table.js'
import { WorkingButton } from '../../ui/working-button.js'

interface ComingProps {
  readonly clock: Json<ClockTold>
  readonly advance: (to: string) => Promise<unknown>
}

type Deadline = Json<ClockTold>['next'][number]

/** What time brings next, each with a way to go there. */
export const Coming = ({ clock: { now, next }, advance }: ComingProps) => (
  <section aria-label="What falls due next">
    <h2>What falls due next</h2>
    {next.length === 0 && (
      <Empty title="Nothing.">
        <p>HITs expire, assignments are abandoned and approved, and simulated workers come.</p>
      </Empty>
    )}
    {next.length > 0 && (
      <Table label="Deadlines" columns={['At', 'In', { unseen: 'Go there' }, 'What', 'Of']}>
        {next.map((deadline) => (
          <tr key={`${deadline.kind} ${deadline.subject}`}>
            <td>
              <Instant at={deadline.at} />
            </td>
            <td class="nowrap">{inWords(Date.parse(deadline.at) - Date.parse(now))}</td>
            <td>
              <WorkingButton
                kind="quiet"
                label={`Go there: ${deadline.at}`}
                work={() => advance(deadline.at)}
              >
                Go there
              </WorkingButton>
            </td>
            <td class="nowrap">{says[deadline.kind]}</td>
            <td>
              <Subject deadline={deadline} />
            </td>
          </tr>
        ))}
      </Table>
    )}
  </section>
)

const says = {
  expire: 'HIT expires',
  dispose: 'HIT is disposed of',
  abandon: 'assignment is abandoned',
  approve: 'assignment is approved',
  turn: 'simulated worker acts',
} as const

const Subject = ({ deadline: { kind, subject } }: { readonly deadline: Deadline }) =>
  kind === 'expire' || kind === 'dispose' ? (
    <a href={`/console/hits/${subject}`}>
      <code>{subject}</code>
    </a>
  ) : (
    <code>{subject}</code>
  )

import type { Json, Task } from '../../../server/control/contract.js'
import { useAsked } from '../../ui/asked.js'
import { assignmentMoods } from '../../ui/assignment-moods.js'
import { Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { client } from '../client.js'
import { GoesOn } from '../goes-on.js'
import { useWorkingAs } from '../working-as.js'

/** What the worker earned, and what became of each piece of work. */
export function Earnings() {
  const { id, standing } = useWorkingAs()
  return (
    <div class="page">
      <h1>Earnings</h1>
      {standing && (
        <dl class="figures">
          <Figure says="Rewards" value={`$${standing.earned.rewards}`} />
          <Figure says="Bonuses" value={`$${standing.earned.bonuses}`} />
          <Figure says="Not decided yet" value={`$${standing.earned.pending}`} />
          <Figure says="Submitted" value={standing.counts.Submitted} />
          <Figure says="Approved" value={standing.counts.Approved} />
          <Figure says="Rejected" value={standing.counts.Rejected} />
        </dl>
      )}
      <section aria-labelledby="history">
        <h2 id="history">What became of your work</h2>
        <TaskPage id={id} />
      </section>
    </div>
  )
}

const Figure = ({ says, value }: { readonly says: string; readonly value: string | number }) => (
  <div>
    <dt>{says}</dt>
    <dd>{value}</dd>
  </div>
)

/** A part of the list, newest first, and what follows it once that is asked for. */
function TaskPage({ id, after }: { readonly id: string; readonly after?: number }) {
  const { value, error, refresh } = useAsked(`${id} ${after}`, () =>
    client.assignmentsOf(id, { limit: 50, after }),
  )
  useEvery(5000, refresh)
  if (error) return <Failed>{error}</Failed>
  if (!value) return null
  if (value.assignments.length === 0)
    return after === undefined ? <p class="lead">You have accepted nothing yet.</p> : null
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label="Your work">
        <table>
          <thead>
            <tr>
              <th scope="col">HIT</th>
              <th scope="col">Status</th>
              <th scope="col">Since</th>
              <th scope="col" class="number">
                Reward
              </th>
              <th scope="col" class="number">
                Bonus
              </th>
            </tr>
          </thead>
          <tbody>
            {value.assignments.map((task) => (
              <Row key={task.id} task={task} />
            ))}
          </tbody>
        </table>
      </section>
      <GoesOn next={value.next} says="Show older">
        {(next) => <TaskPage id={id} after={next} />}
      </GoesOn>
    </>
  )
}

const Row = ({ task }: { readonly task: Json<Task> }) => (
  <tr>
    <td>
      {task.title}
      {task.requesterFeedback && <p class="hint breaks">“{task.requesterFeedback}”</p>}
    </td>
    <td>
      <Status mood={assignmentMoods[task.status]}>{task.status}</Status>
    </td>
    <td>
      <Instant
        at={task.approvalTime ?? task.rejectionTime ?? task.submitTime ?? task.acceptTime}
        whole
      />
    </td>
    <td class="number">${task.reward}</td>
    <td class="number">{task.bonus && `$${task.bonus}`}</td>
  </tr>
)

import type { WorkerAssignmentView } from '../../../server/control/views.js'
import { assignmentTones } from '../../ui/assignment-tones.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { usePolling } from '../../ui/use-polling.js'
import { useQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { LoadMore } from '../load-more.js'

/** The worker's earnings, and the status of each assignment. */
export function EarningsPage() {
  const { id, workerSummary } = useCurrentWorker()
  return (
    <div class="page">
      <h1>Earnings</h1>
      {workerSummary && (
        <dl class="figures">
          <EarningsStat name="Rewards" value={`$${workerSummary.earnings.rewards}`} />
          <EarningsStat name="Bonuses" value={`$${workerSummary.earnings.bonuses}`} />
          <EarningsStat name="Pending" value={`$${workerSummary.earnings.pending}`} />
          <EarningsStat name="Submitted" value={workerSummary.counts.Submitted} />
          <EarningsStat name="Approved" value={workerSummary.counts.Approved} />
          <EarningsStat name="Rejected" value={workerSummary.counts.Rejected} />
        </dl>
      )}
      <section aria-labelledby="history">
        <h2 id="history">Your assignments</h2>
        <PaginatedTasks id={id} />
      </section>
    </div>
  )
}

const EarningsStat = ({
  name,
  value,
}: {
  readonly name: string
  readonly value: string | number
}) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

/** One page of the list, newest first, and the next one on demand. */
function PaginatedTasks({ id, after }: { readonly id: string; readonly after?: number }) {
  const { value, error, refresh } = useQuery(`${id} ${after}`, () =>
    client.request('GET /_mturk/workers/{id}/assignments', { id, limit: 50, after }),
  )
  usePolling(5000, refresh)
  if (error) return <ErrorMessage>{error}</ErrorMessage>
  if (!value) return null
  if (value.assignments.length === 0)
    return after === undefined ? <p class="lead">You have not accepted any HITs yet.</p> : null
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable areas must be reachable by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label="Assignment list">
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
              <TaskRow key={task.id} task={task} />
            ))}
          </tbody>
        </table>
      </section>
      <LoadMore next={value.next} label="Show older">
        {(next) => <PaginatedTasks id={id} after={next} />}
      </LoadMore>
    </>
  )
}

const TaskRow = ({ task }: { readonly task: WorkerAssignmentView }) => (
  <tr>
    <td>
      {task.title}
      {task.requesterFeedback && <p class="hint breaks">“{task.requesterFeedback}”</p>}
    </td>
    <td>
      <StatusBadge tone={assignmentTones[task.status]}>{task.status}</StatusBadge>
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

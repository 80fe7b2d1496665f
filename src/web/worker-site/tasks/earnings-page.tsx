import type { WorkerAssignmentView } from '../../../server/control/views.js'
import { assignmentTones } from '../../ui/assignment-tones.js'
import { DataTable } from '../../ui/data-table.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-query.js'
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
          <Stat name="Rewards" value={`$${workerSummary.earnings.rewards}`} />
          <Stat name="Bonuses" value={`$${workerSummary.earnings.bonuses}`} />
          <Stat name="Pending" value={`$${workerSummary.earnings.pending}`} />
          <Stat name="Submitted" value={workerSummary.counts.Submitted} />
          <Stat name="Approved" value={workerSummary.counts.Approved} />
          <Stat name="Rejected" value={workerSummary.counts.Rejected} />
        </dl>
      )}
      <section aria-labelledby="history">
        <h2 id="history">Your assignments</h2>
        <PaginatedTasks id={id} />
      </section>
    </div>
  )
}

/** One page of the list, newest first, and the next one on demand. */
function PaginatedTasks({ id, after }: { readonly id: string; readonly after?: number }) {
  const { value, error } = useLiveQuery(
    `${id} ${after}`,
    () => client.request('GET /_mturk/workers/{id}/assignments', { id, limit: 50, after }),
    ['assignment'],
  )
  if (error) return <ErrorMessage>{error}</ErrorMessage>
  if (!value) return null
  if (value.assignments.length === 0)
    return after === undefined ? <p class="lead">You have not accepted any HITs yet.</p> : null
  return (
    <>
      <DataTable
        label="Assignment list"
        stacks
        rows={value.assignments}
        columns={[
          ['HIT', (task) => <TaskTitle task={task} />],
          [
            'Status',
            ({ status }) => <StatusBadge tone={assignmentTones[status]}>{status}</StatusBadge>,
          ],
          ['Since', (task) => <Instant at={findLastChange(task)} whole />],
          ['Reward', ({ reward }) => `$${reward}`, 'number'],
          ['Bonus', ({ bonus }) => bonus && `$${bonus}`, 'number'],
        ]}
      />
      <LoadMore next={value.next} label="Show older">
        {(next) => <PaginatedTasks id={id} after={next} />}
      </LoadMore>
    </>
  )
}

const TaskTitle = ({ task }: { readonly task: WorkerAssignmentView }) => (
  <>
    {task.title}
    {task.requesterFeedback && <p class="hint breaks">“{task.requesterFeedback}”</p>}
  </>
)

const findLastChange = (task: WorkerAssignmentView): string =>
  task.approvalTime ?? task.rejectionTime ?? task.submitTime ?? task.acceptTime

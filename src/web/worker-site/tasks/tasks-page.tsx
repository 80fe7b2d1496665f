import { ActionButton } from '../../ui/action-button.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { TimeLeft } from '../time-left.js'

/** Assignments that the worker has accepted and not yet submitted. */
export function TasksPage() {
  const { id, refresh: refreshWorker } = useCurrentWorker()
  const { value, error, refresh } = useLiveQuery(
    id,
    () =>
      client.request('GET /_mturk/workers/{id}/assignments', {
        id,
        status: 'Accepted',
        limit: 100,
      }),
    ['assignment'],
  )

  return (
    <div class="page">
      <h1>My tasks</h1>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value?.assignments.length === 0 && (
        <EmptyState title="You have no tasks.">
          <a class="button" href={`/worker/${id}/hits`}>
            Find a HIT
          </a>
        </EmptyState>
      )}
      {value && value.assignments.length > 0 && (
        <ul class="groups" aria-label="My tasks">
          {value.assignments.map((task) => (
            <li key={task.id} class="group">
              <div class="what">
                <h2>
                  <a href={`/worker/${id}/hit/${task.hitId}`}>{task.title}</a>
                </h2>
                <p class="hint">
                  ${task.reward} · {task.requesterId}
                </p>
              </div>
              <TimeLeft
                until={task.deadline}
                total={Date.parse(task.deadline) - Date.parse(task.acceptTime)}
              />
              <div class="buttons">
                <a class="button" href={`/worker/${id}/hit/${task.hitId}`}>
                  Continue
                </a>
                <ActionButton
                  action={async () => {
                    await client.returnAssignment(id, task.id)
                    refresh()
                    refreshWorker()
                  }}
                >
                  Return
                </ActionButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

import { useAsked } from '../../ui/asked.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { WorkingButton } from '../../ui/working-button.js'
import { client } from '../client.js'
import { TimeLeft } from '../time-left.js'
import { useWorkingAs } from '../working-as.js'

/** What the worker has accepted and not yet submitted. */
export function Tasks() {
  const { id, refresh: refreshStanding } = useWorkingAs()
  const { value, error, refresh } = useAsked(id, () =>
    client.assignmentsOf(id, { status: 'Accepted', limit: 100 }),
  )
  useEvery(5000, refresh)

  return (
    <div class="page">
      <h1>My tasks</h1>
      {error && <Failed>{error}</Failed>}
      {value?.assignments.length === 0 && (
        <Empty title="You have nothing to do.">
          <a class="button" href={`/worker/${id}/hits`}>
            Find a HIT
          </a>
        </Empty>
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
              <TimeLeft until={task.deadline} />
              <div class="buttons">
                <a class="button" href={`/worker/${id}/hit/${task.hitId}`}>
                  Go on
                </a>
                <WorkingButton
                  work={async () => {
                    await client.giveBack(id, task.id)
                    refresh()
                    refreshStanding()
                  }}
                >
                  Return
                </WorkingButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

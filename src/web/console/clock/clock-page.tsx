import { ActionButton } from '../../ui/action-button.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { usePolling } from '../../ui/use-polling.js'
import { control } from '../control.js'
import { AdvanceBy } from './advance-by.js'
import { AdvanceTo } from './advance-to.js'
import { UpcomingJobs } from './upcoming-jobs.js'

/** The emulator's clock: its time, its upcoming jobs, and controls to move it. */
export function ClockPage() {
  const { value: clock, error, refresh } = useLiveQuery('clock', control.clock, ['call'])
  usePolling(1000, refresh)
  const isRunning = clock?.state === 'running'
  const refreshAfter = (action: Promise<unknown>) => action.then(refresh)

  return (
    <div class="page">
      <header class="title">
        <h1>Clock</h1>
        {clock && (
          <StatusBadge tone={isRunning ? 'good' : 'plain'}>
            {isRunning ? 'running' : 'frozen'}
          </StatusBadge>
        )}
      </header>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {clock && (
        <>
          <p class="clock">
            <time dateTime={clock.now}>
              {clock.now.slice(0, 10)} <strong>{clock.now.slice(11, 19)}</strong>
            </time>{' '}
            <span class="muted">UTC</span>
          </p>
          <p class="lead">
            {isRunning
              ? 'The clock runs at the speed of real time.'
              : 'The clock is frozen: nothing happens until you advance it.'}
          </p>
          <div class="buttons">
            <ActionButton
              action={() =>
                refreshAfter(
                  control.request('PUT /_mturk/clock', {
                    body: { state: isRunning ? 'frozen' : 'running' },
                  }),
                )
              }
            >
              {isRunning ? 'Freeze' : 'Run'}
            </ActionButton>
          </div>
          <AdvanceBy advance={(by) => refreshAfter(control.advance(by))} />
          <AdvanceTo
            now={clock.now}
            advance={(to) =>
              refreshAfter(control.request('POST /_mturk/clock/advance', { body: { to } }))
            }
          />
          <UpcomingJobs
            clock={clock}
            advance={(to) =>
              refreshAfter(control.request('POST /_mturk/clock/advance', { body: { to } }))
            }
          />
        </>
      )}
    </div>
  )
}

import { ActionButton } from '../../ui/action-button.js'
import { browserClock, useEmulatorTime } from '../../ui/clock.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { AdvanceBy, AdvanceTo } from './advance.js'
import { UpcomingJobs } from './upcoming-jobs.js'

/** The emulator's clock: its time, its upcoming jobs, and controls to move it. */
export function ClockPage() {
  const { value: clock, error } = useLiveQuery('clock', loadClock, [
    'clock',
    'hit',
    'assignment',
    'crowd',
  ])

  return (
    <div class="page">
      <header class="title">
        <h1>Clock</h1>
        {clock && (
          <StatusBadge tone={clock.isRunning ? 'good' : 'plain'}>{clock.state}</StatusBadge>
        )}
      </header>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {clock && <ClockContent clock={clock} />}
    </div>
  )
}

async function loadClock() {
  const clock = await control.clock()
  return {
    ...clock,
    isRunning: clock.state === 'running',
    receivedAt: browserClock.now().getTime(),
  }
}

function ClockContent({ clock }: { readonly clock: Awaited<ReturnType<typeof loadClock>> }) {
  const now = new Date(useEmulatorTime(clock)).toISOString()
  const { isRunning, upcomingJobs } = clock
  return (
    <>
      <p class="clock">
        <time dateTime={now}>
          {now.slice(0, 10)} <strong>{now.slice(11, 19)}</strong>
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
            control.request('PUT /_mturk/clock', {
              body: { state: isRunning ? 'frozen' : 'running' },
            })
          }
        >
          {isRunning ? 'Freeze' : 'Run'}
        </ActionButton>
      </div>
      <AdvanceBy />
      <AdvanceTo now={clock.now} />
      <UpcomingJobs now={now} jobs={upcomingJobs} />
    </>
  )
}

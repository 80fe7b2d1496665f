import type { ClockView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { type ClockReading, useEmulatorTime } from '../../ui/clock.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { AdvanceBy, AdvanceTo } from './advance.js'
import { AdvanceProgress } from './advance-progress.js'
import { UpcomingJobs } from './upcoming-jobs.js'
import { setClockState, useWorldClock } from './world-clock.js'

/** The emulator's clock: its time, its upcoming jobs, and controls to move it. */
export function ClockPage() {
  const { value: clock, error } = useWorldClock()
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

function ClockContent({ clock }: { readonly clock: ClockView & ClockReading }) {
  const time = useEmulatorTime(clock)
  const now = new Date(time).toISOString()
  const { isRunning, upcomingJobs, advance } = clock
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
      {advance && <AdvanceProgress now={time} advance={advance} />}
      <div class="buttons">
        <ActionButton action={() => setClockState(isRunning ? 'frozen' : 'running')}>
          {isRunning ? 'Freeze' : 'Run'}
        </ActionButton>
      </div>
      <AdvanceBy />
      <AdvanceTo now={clock.now} />
      <UpcomingJobs now={now} jobs={upcomingJobs} />
    </>
  )
}

import type { ClockView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { browserClock, type ClockReading, useEmulatorTime } from '../../ui/clock.js'
import { formatDuration } from '../../ui/instant.js'
import { Menu } from '../../ui/menu.js'
import { control } from '../control.js'
import { AdvanceProgress } from './advance-progress.js'
import { advanceSteps, advanceTo, setClockState, useWorldClock } from './world-clock.js'

/** The emulator's clock at all times, with its controls. */
export function SidebarClock() {
  const { value: clock } = useWorldClock()
  return (
    <section class="side-clock" aria-label="Emulator clock">
      {clock ? <ClockControls clock={clock} /> : <p class="muted">Loading the clock…</p>}
    </section>
  )
}

function ClockControls({ clock }: { readonly clock: ClockView & ClockReading }) {
  const time = useEmulatorTime(clock)
  const now = new Date(time)
  const ahead = time - browserClock.now().getTime()
  const nextJob = clock.upcomingJobs[0]
  return (
    <>
      <a class="time" href="/console/clock" title={`${now.toISOString()}, emulator clock in UTC`}>
        <time dateTime={now.toISOString()}>{formatMoment(now)}</time>
        <span class="tag ahead" title="Distance from real time">
          {formatAhead(ahead)}
        </span>
        {!clock.isRunning && <span class="tag is-frozen">frozen</span>}
      </a>
      {clock.advance && <AdvanceProgress now={time} advance={clock.advance} />}
      <div class="buttons">
        <ActionButton
          variant="quiet"
          label={clock.isRunning ? 'Freeze the clock' : 'Run the clock'}
          action={() => setClockState(clock.isRunning ? 'frozen' : 'running')}
        >
          {clock.isRunning ? 'Freeze' : 'Run'}
        </ActionButton>
        <Menu label="Advance">
          {Object.entries(advanceSteps).map(([label, duration]) => (
            <ActionButton
              key={label}
              variant="quiet"
              label={`Advance by ${label}`}
              action={() => control.advance(duration)}
            >
              {label}
            </ActionButton>
          ))}
          <ActionButton
            variant="quiet"
            disabled={!nextJob}
            action={async () => nextJob && advanceTo(nextJob.at)}
          >
            To the next event
          </ActionButton>
          <a href="/console/clock">Other…</a>
        </Menu>
      </div>
    </>
  )
}

/** `Nov 30, 14:42` in UTC, with the year if it is not the present one. */
function formatMoment(at: Date): string {
  const year = at.getUTCFullYear()
  return at.toLocaleString('en-US', {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    year: year === browserClock.now().getUTCFullYear() ? undefined : 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** `+2 d`; times less than a minute apart are the same. */
function formatAhead(milliseconds: number): string {
  if (Math.abs(milliseconds) < 60_000) return 'real time'
  return `${milliseconds > 0 ? '+' : '−'}${formatDuration(milliseconds, 1)}`
}

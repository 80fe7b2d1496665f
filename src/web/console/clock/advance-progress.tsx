import type { ClockView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { pluralize } from '../../ui/pluralize.js'
import { control } from '../control.js'

interface AdvanceProgressProps {
  /** The emulator's time, in milliseconds. */
  readonly now: number
  readonly advance: NonNullable<ClockView['advance']>
}

/** How far an advance of the clock has come, with a button that stops it. */
export function AdvanceProgress({ now, advance: { from, to, jobCount } }: AdvanceProgressProps) {
  const start = Date.parse(from)
  const label = `Advancing to ${to.slice(0, 10)} ${to.slice(11, 16)}`
  return (
    <div class="advance">
      <p>
        {label} <span class="muted">{pluralize(jobCount, 'event')}</span>
      </p>
      <progress aria-label={label} value={now - start} max={Math.max(1, Date.parse(to) - start)} />
      <ActionButton
        variant="quiet"
        label="Stop the advance"
        action={() => control.request('DELETE /_mturk/clock/advance')}
      >
        Stop
      </ActionButton>
    </div>
  )
}

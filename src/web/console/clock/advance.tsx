import { useState } from 'preact/hooks'
import { ActionButton } from '../../ui/action-button.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { TextField } from '../../ui/fields.js'
import { toIsoDuration } from '../../ui/plain-duration.js'
import { useAction } from '../../ui/use-action.js'
import { control } from '../control.js'
import { advanceSteps, advanceTo } from './world-clock.js'

/** Advances the clock by a duration; scheduled jobs run at their times on the way. */
export function AdvanceBy() {
  const [by, setBy] = useState('3 hours')
  const { isBusy, error, handleSubmit } = useAction()
  return (
    <section aria-label="Advance by">
      <h2>Advance the clock</h2>
      <div class="buttons">
        {Object.entries(advanceSteps).map(([label, duration]) => (
          <ActionButton key={duration} action={() => control.advance(duration)}>
            {label}
          </ActionButton>
        ))}
      </div>
      <form class="in-line" onSubmit={handleSubmit(() => control.advance(toIsoDuration(by)))}>
        <TextField label="Duration" required value={by} change={setBy} />
        <button type="submit" disabled={isBusy}>
          Advance
        </button>
        <p class="hint">For example 90 minutes, 2 d 12 h, or PT90M.</p>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </section>
  )
}

/** Advances the clock to an instant in UTC. */
export function AdvanceTo({ now }: { readonly now: string }) {
  const [to, setTo] = useState(now.slice(0, 19))
  const { isBusy, error, handleSubmit } = useAction()
  return (
    <section aria-label="Advance to">
      <form class="in-line" onSubmit={handleSubmit(() => advanceTo(`${to.padEnd(19, ':00')}Z`))}>
        <TextField
          label="Date and time (UTC)"
          type="datetime-local"
          step="1"
          required
          value={to}
          change={setTo}
        />
        <button type="submit" disabled={isBusy}>
          Advance
        </button>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </section>
  )
}

import { useState } from 'preact/hooks'
import { ActionButton } from '../../ui/action-button.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { TextField } from '../../ui/fields.js'
import { useAction } from '../../ui/use-action.js'
import { control } from '../control.js'

const steps = {
  '1 minute': 'PT1M',
  '1 hour': 'PT1H',
  '1 day': 'P1D',
  '1 week': 'P7D',
}

/** Advances the clock by a duration; scheduled jobs run at their times on the way. */
export function AdvanceBy() {
  const [by, setBy] = useState('PT90M')
  const { isBusy, error, handleSubmit } = useAction()
  return (
    <section aria-label="Advance by">
      <h2>Advance the clock</h2>
      <div class="buttons">
        {Object.entries(steps).map(([label, duration]) => (
          <ActionButton key={duration} action={() => control.advance(duration)}>
            {label}
          </ActionButton>
        ))}
      </div>
      <form class="in-line" onSubmit={handleSubmit(() => control.advance(by))}>
        <TextField label="Duration" title="ISO 8601" required value={by} change={setBy} />
        <button type="submit" disabled={isBusy}>
          Advance
        </button>
        <p class="hint">ISO 8601, for example PT90M or P2DT12H.</p>
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
      <form
        class="in-line"
        onSubmit={handleSubmit(() =>
          control.request('POST /_mturk/clock/advance', {
            body: { to: `${to.padEnd(19, ':00')}Z` },
          }),
        )}
      >
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

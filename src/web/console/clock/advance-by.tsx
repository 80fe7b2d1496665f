import { useState } from 'preact/hooks'
import { ActionButton } from '../../ui/action-button.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { useAction } from '../../ui/use-action.js'

const steps = [
  ['1 minute', 'PT1M'],
  ['1 hour', 'PT1H'],
  ['1 day', 'P1D'],
  ['1 week', 'P7D'],
] as const

/** Advances the clock by a duration; scheduled jobs run at their times on the way. */
export function AdvanceBy({ advance }: { readonly advance: (by: string) => Promise<unknown> }) {
  const [by, setBy] = useState('PT90M')
  const { isBusy, error, handleSubmit } = useAction()
  return (
    <section aria-label="Advance by">
      <h2>Advance the clock</h2>
      <div class="buttons">
        {steps.map(([label, duration]) => (
          <ActionButton key={duration} action={() => advance(duration)}>
            {label}
          </ActionButton>
        ))}
      </div>
      <form class="in-line" onSubmit={handleSubmit(() => advance(by))}>
        <label class="field">
          <span>Duration</span>
          <input
            value={by}
            required
            spellcheck={false}
            aria-describedby="duration-hint"
            onInput={({ currentTarget }) => setBy(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={isBusy}>
          Advance
        </button>
        <p class="hint" id="duration-hint">
          ISO 8601, for example PT90M or P2DT12H.
        </p>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </section>
  )
}

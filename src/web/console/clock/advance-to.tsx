import { useState } from 'preact/hooks'
import { ErrorMessage } from '../../ui/empty-state.js'
import { useAction } from '../../ui/use-action.js'

interface AdvanceToProps {
  readonly now: string
  readonly advance: (to: string) => Promise<unknown>
}

/** Advances the clock to an instant in UTC. */
export function AdvanceTo({ now, advance }: AdvanceToProps) {
  const [to, setTo] = useState(now.slice(0, 19))
  const { isBusy, error, handleSubmit } = useAction()
  return (
    <section aria-label="Advance to">
      <form class="in-line" onSubmit={handleSubmit(() => advance(`${to.padEnd(19, ':00')}Z`))}>
        <label class="field">
          <span>Date and time (UTC)</span>
          <input
            type="datetime-local"
            step="1"
            value={to}
            required
            onInput={({ currentTarget }) => setTo(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={isBusy}>
          Advance
        </button>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </section>
  )
}

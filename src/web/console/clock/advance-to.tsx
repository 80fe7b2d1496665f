import { useState } from 'preact/hooks'
import { Failed } from '../../ui/empty.js'
import { useWork } from '../../ui/work.js'

interface AdvanceToProps {
  readonly now: string
  readonly advance: (to: string) => Promise<unknown>
}

/** Sets the clock to an instant, in UTC as all times here are. */
export function AdvanceTo({ now, advance }: AdvanceToProps) {
  const [to, setTo] = useState(now.slice(0, 19))
  const { isBusy, error, begin } = useWork()
  return (
    <section aria-label="Advance to">
      <form class="in-line" onSubmit={begin(() => advance(`${to.padEnd(19, ':00')}Z`))}>
        <label class="field">
          <span>To an instant, UTC</span>
          <input
            type="datetime-local"
            step="1"
            value={to}
            required
            onInput={({ currentTarget }) => setTo(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={isBusy}>
          Go there
        </button>
      </form>
      {error && <Failed>{error}</Failed>}
    </section>
  )
}

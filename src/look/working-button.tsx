import { useState } from 'preact/hooks'
import { Failed } from './empty.js'

interface WorkingButtonProps {
  readonly children: string
  readonly work: () => Promise<unknown>
  readonly disabled?: boolean
  readonly kind?: 'strong' | 'quiet'
}

/** A button whose work takes a moment, and may fail with a sentence that says why. */
export function WorkingButton({ children, work, disabled = false, kind }: WorkingButtonProps) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')

  async function press(): Promise<void> {
    setBusy(true)
    setError(
      await work().then(
        () => '',
        ({ message }: Error) => message,
      ),
    )
    setBusy(false)
  }

  return (
    <>
      <button type="button" class={kind} disabled={disabled || isBusy} onClick={press}>
        {children}
      </button>
      {error && <Failed>{error}</Failed>}
    </>
  )
}

import { Failed } from './empty.js'
import { useWork } from './work.js'

interface WorkingButtonProps {
  readonly children: string
  readonly work: () => Promise<unknown>
  readonly disabled?: boolean
  readonly kind?: 'strong' | 'quiet'
  /** What it says to those who do not see what stands around it. */
  readonly label?: string
}

/** A button whose work takes a moment, and may fail with a sentence that says why. */
export function WorkingButton(props: WorkingButtonProps) {
  const { children, work, disabled = false, kind, label } = props
  const { isBusy, error, run } = useWork()
  return (
    <>
      <button
        type="button"
        class={kind}
        aria-label={label}
        disabled={disabled || isBusy}
        onClick={() => run(work)}
      >
        {children}
      </button>
      {error && <Failed>{error}</Failed>}
    </>
  )
}

import { ErrorMessage } from './empty-state.js'
import { useAction } from './use-action.js'

interface ActionButtonProps {
  readonly children: string
  readonly action: () => Promise<unknown>
  readonly disabled?: boolean
  readonly variant?: 'strong' | 'quiet'
  /** What it says to those who do not see what stands around it. */
  readonly label?: string
}

/** A button whose work takes a moment, and may fail with a sentence that says why. */
export function ActionButton(props: ActionButtonProps) {
  const { children, action, disabled = false, variant, label } = props
  const { isBusy, error, run } = useAction()
  return (
    <>
      <button
        type="button"
        class={variant}
        aria-label={label}
        disabled={disabled || isBusy}
        onClick={() => run(action)}
      >
        {children}
      </button>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </>
  )
}

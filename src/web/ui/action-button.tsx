import { ErrorMessage } from './empty-state.js'
import { useAction } from './use-action.js'

interface ActionButtonProps {
  readonly children: string
  readonly action: () => Promise<unknown>
  readonly disabled?: boolean
  readonly variant?: 'strong' | 'quiet'
  /** The accessible name, where the text alone is ambiguous. */
  readonly label?: string
}

/** A button that runs an asynchronous action and shows its error. */
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

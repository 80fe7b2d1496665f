import { useState } from 'preact/hooks'
import { type Confirmation, ConfirmDialog } from './confirm-dialog.js'
import { ErrorMessage } from './empty-state.js'
import { useAction } from './use-action.js'

interface ActionButtonProps {
  readonly children: string
  readonly action: () => Promise<unknown>
  readonly disabled?: boolean
  readonly variant?: 'strong' | 'quiet'
  /** The accessible name, where the text alone is ambiguous. */
  readonly label?: string
  /** Asked before the action runs. */
  readonly confirm?: Confirmation
}

/** A button that runs an asynchronous action, after a question if there is one, and shows its error. */
export function ActionButton(props: ActionButtonProps) {
  const { children, action, disabled = false, variant, label, confirm } = props
  const { isBusy, error, run } = useAction()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button
        type="button"
        class={variant}
        aria-label={label}
        disabled={disabled || isBusy}
        onClick={() => (confirm ? setAsking(true) : run(action))}
      >
        {children}
      </button>
      {confirm && isAsking && (
        <ConfirmDialog
          {...confirm}
          onClose={(isConfirmed) => {
            setAsking(false)
            if (isConfirmed) void run(action)
          }}
        />
      )}
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </>
  )
}

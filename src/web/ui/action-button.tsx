import { useContext, useEffect } from 'preact/hooks'
import { askConfirmation, type Confirmation } from './confirm-dialog.js'
import { ErrorMessage } from './empty-state.js'
import { MenuContext } from './menu.js'
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
  const menu = useContext(MenuContext)
  useEffect(() => menu?.showError(error), [error])

  async function handleClick(): Promise<void> {
    menu?.close()
    if (!confirm || (await askConfirmation(confirm))) await run(action)
  }

  return (
    <>
      <button
        type="button"
        class={variant}
        aria-label={label}
        disabled={disabled || isBusy}
        onClick={handleClick}
      >
        {children}
      </button>
      {error && !menu && <ErrorMessage>{error}</ErrorMessage>}
    </>
  )
}

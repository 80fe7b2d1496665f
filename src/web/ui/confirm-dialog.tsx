import { type ComponentChildren, render } from 'preact'
import { ModalDialog } from './modal-dialog.js'

export interface Confirmation {
  /** The question: `Delete the queue “news”?` */
  readonly question: string
  /** What is lost. */
  readonly text?: ComponentChildren
  /** The text of the button that goes on: `Delete`. */
  readonly verb: string
}

/** Asks before something is lost. Escape and Cancel have the same effect. */
export function askConfirmation(confirmation: Confirmation): Promise<boolean> {
  const container = document.body.appendChild(document.createElement('div'))
  return new Promise((resolve) => {
    const close = (isConfirmed: boolean) => {
      render(null, container)
      container.remove()
      resolve(isConfirmed)
    }
    render(<ConfirmDialog {...confirmation} onClose={close} />, container)
  })
}

interface ConfirmDialogProps extends Confirmation {
  /** Called with whether to go on. */
  readonly onClose: (isConfirmed: boolean) => void
}

const ConfirmDialog = ({ question, text, verb, onClose }: ConfirmDialogProps) => (
  <ModalDialog label={question} onClose={(value) => onClose(value === 'confirmed')}>
    <h2>{question}</h2>
    {text && <p class="lead">{text}</p>}
    <div class="buttons">
      <button type="submit" value="cancelled">
        Cancel
      </button>
      <button type="submit" class="strong is-danger" value="confirmed">
        {verb}
      </button>
    </div>
  </ModalDialog>
)

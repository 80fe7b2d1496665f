import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface ModalDialogProps {
  /** The accessible name. */
  readonly label: string
  /** Called with the value of the button that closed it; empty after Escape. */
  readonly onClose: (value: string) => void
  readonly children: ComponentChildren
}

/** A dialog in front of the page, which Escape and its submit buttons close. */
export function ModalDialog({ label, onClose, children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the next key: it belongs to the dialog.
  useLayoutEffect(() => dialog.current!.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-label={label}
      onClose={() => onClose(dialog.current!.returnValue)}
    >
      <form method="dialog">{children}</form>
    </dialog>
  )
}

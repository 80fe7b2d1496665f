import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface MenuProps {
  readonly label: string
  readonly children: ComponentChildren
}

/** A button that opens a list of actions; it closes on Escape, on a choice and on a click elsewhere. */
export function Menu({ label, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const closeOutside = ({ target }: Event) => {
      if (!details.current?.contains(target as Node)) details.current!.open = false
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [])
  return (
    <details
      class="menu-list"
      ref={details}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current!.open) return
        event.stopPropagation()
        details.current!.open = false
        details.current!.querySelector('summary')!.focus()
      }}
      onClick={({ target }) => {
        if ((target as Element).closest('button, a')) details.current!.open = false
      }}
    >
      <summary class="button">{label}</summary>
      <div class="menu-items">{children}</div>
    </details>
  )
}

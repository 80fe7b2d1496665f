import { type ComponentChildren, createContext } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ErrorMessage } from './empty-state.js'

interface OpenMenu {
  close(): void
  /** Shows the error of an action below the menu, which is closed by then. */
  showError(message: string): void
}

/** The menu that a button is in; undefined outside of menus. */
export const MenuContext = createContext<OpenMenu | undefined>(undefined)

interface MenuProps {
  readonly label: string
  readonly children: ComponentChildren
}

/** A button that opens a list of actions; it closes on Escape, on a choice and on a click elsewhere. */
export function Menu({ label, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const [error, setError] = useState('')
  const menu = useMemo<OpenMenu>(
    () => ({
      close() {
        details.current!.open = false
      },
      showError: setError,
    }),
    [],
  )
  useEffect(() => {
    const closeOutside = ({ target }: Event) => {
      if (!details.current?.contains(target as Node)) menu.close()
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [])
  return (
    <MenuContext.Provider value={menu}>
      <details
        class="menu-list"
        ref={details}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !details.current!.open) return
          event.stopPropagation()
          menu.close()
          details.current!.querySelector('summary')!.focus()
        }}
        onClick={({ target }) => {
          if ((target as Element).closest('a')) menu.close()
        }}
      >
        <summary class="button">{label}</summary>
        <div class="menu-items">{children}</div>
      </details>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </MenuContext.Provider>
  )
}

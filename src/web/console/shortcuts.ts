import { useEffect } from 'preact/hooks'

interface ShortcutActions {
  readonly showHelp: () => void
  readonly showPalette: () => void
}

/** What each key does, for the help. */
export const shortcutDescriptions: readonly (readonly [keys: string, effect: string])[] = [
  ['/', 'Search in the list'],
  ['j, k', 'Open the next or the previous row'],
  ['↑, ↓, Home, End', 'Move within a list'],
  ['Esc', 'Leave the search, or go back to the list'],
  ['Ctrl K', 'Go to a page, or search everywhere'],
  ['?', 'Show this help'],
]

/** Handles the keys of the console, except while a person types or answers a question. */
export function useShortcuts({ showHelp, showPalette }: ShortcutActions): void {
  useEffect(() => {
    function handleKey(event: KeyboardEvent): void {
      if (document.querySelector('dialog[open]')) return
      const target = event.target as HTMLElement
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return showPalette()
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape') return leave(target)
      if (target.closest('input, select, textarea, [contenteditable]')) return
      const action = {
        '/': focusSearch,
        '?': showHelp,
        j: () => openNeighbour(1),
        k: () => openNeighbour(-1),
      }[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [showHelp, showPalette])
}

const focusSearch = (): void =>
  document.querySelector<HTMLElement>('main input[type="search"]')?.focus()

/** From the search or the detail to the open row; on a narrow screen, back to the list. */
function leave(target: HTMLElement): void {
  const back = document.querySelector<HTMLElement>('.back')
  if (back && back.offsetParent !== null) return back.click()
  const row = document.querySelector<HTMLElement>('.row[aria-current]') ?? findRow(0)
  if (row) row.focus()
  else target.blur()
}

const findRow = (at: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.row[data-at="${at}"]`)

function openNeighbour(step: 1 | -1): void {
  const current = document.querySelector<HTMLElement>('.row[aria-current]')
  const row = current ? findRow(Number(current.dataset.at) + step) : findRow(0)
  row?.focus()
  row?.click()
}

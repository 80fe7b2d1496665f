import { useEffect, useState } from 'preact/hooks'

/** The current address within a site: `/console/deliveries/1?status=failed`. */
interface RouterLocation {
  /** The segments after the site's name. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

const listeners = new Set<() => void>()

/** Shows another view of the site, as a link does. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  for (const listener of listeners) listener()
}

/** Shows an item that the page chose, in place of the current view. */
export function preselect(to: string): void {
  history.replaceState(preselected, '', to)
  for (const listener of listeners) listener()
}

/** Whether the current view was chosen by the page, not by a person. */
export const isPreselected = (): boolean => history.state === preselected

const preselected = 'preselected'

export function useLocation(): RouterLocation {
  const [current, setCurrent] = useState(currentLocation)
  useEffect(() => {
    const update = () => setCurrent(currentLocation())
    listeners.add(update)
    window.addEventListener('popstate', update)
    // A child may have navigated before this effect ran.
    update()
    return () => {
      listeners.delete(update)
      window.removeEventListener('popstate', update)
    }
  }, [])
  return current
}

/** Makes links within the site change the view without reloading the page. */
export function interceptLinks(basePath: string): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a')
    const isPlainClick = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey)
    if (!link || !isPlainClick || event.defaultPrevented || link.target || link.download) return
    const { origin, pathname, search, hash } = new URL(link.href)
    if (origin !== location.origin || !`${pathname}/`.startsWith(`${basePath}/`)) return
    // The browser goes to another place in the same page.
    if (hash && pathname + search === location.pathname + location.search) return
    event.preventDefault()
    navigate(pathname + search + hash)
  })
}

const currentLocation = (): RouterLocation => ({
  path: location.pathname.split('/').slice(2).filter(Boolean).map(decodeURIComponent),
  query: new URLSearchParams(location.search),
})

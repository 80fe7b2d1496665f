import { useEffect, useState } from 'preact/hooks'

/** Where in a site somebody is: `/console/deliveries/1?status=failed`. */
export interface Place {
  /** What follows the site's own name. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

const watchers = new Set<() => void>()

/** Goes to another view of the site, as a link does. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  for (const watcher of watchers) watcher()
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow)
  useEffect(() => {
    const look = () => setPlace(placeNow())
    watchers.add(look)
    window.addEventListener('popstate', look)
    // What is within may have gone elsewhere already.
    look()
    return () => {
      watchers.delete(look)
      window.removeEventListener('popstate', look)
    }
  }, [])
  return place
}

/** Links within the site change the view without loading the page anew. */
export function followLinks(site: string): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a')
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey)
    if (!link || !isPlain || event.defaultPrevented || link.target || link.download) return
    const { origin, pathname, search } = new URL(link.href)
    if (origin !== location.origin || !`${pathname}/`.startsWith(`${site}/`)) return
    event.preventDefault()
    go(pathname + search)
  })
}

const placeNow = (): Place => ({
  path: location.pathname.split('/').slice(2).filter(Boolean).map(decodeURIComponent),
  query: new URLSearchParams(location.search),
})

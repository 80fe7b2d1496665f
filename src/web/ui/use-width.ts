import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** How wide something is, in pixels, now and after it changed. */
export function useWidth(ref: RefObject<HTMLElement | null>, initialWidth: number): number {
  const [width, setWidth] = useState(initialWidth)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(ref.current!)
    return () => observer.disconnect()
  }, [ref])
  return width
}

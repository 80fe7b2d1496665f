import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** How wide something is, in pixels, now and after it changed. */
export function useWidth(of: RefObject<HTMLElement | null>, first: number): number {
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(of.current!)
    return () => observer.disconnect()
  }, [of])
  return width
}

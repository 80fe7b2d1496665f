import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** The current width of an element in pixels. */
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

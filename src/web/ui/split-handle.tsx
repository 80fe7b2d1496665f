import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const storageKey = 'mturk-local list width'
/** In percent of the whole width. */
const [minWidth, maxWidth, initialWidth, step] = [20, 70, 42, 2]

/** Changes the width of a list beside its detail, by pointer or arrow keys. */
export function SplitHandle({ split }: { readonly split: RefObject<HTMLDivElement | null> }) {
  const [width, setWidth] = useState(readWidth)
  useEffect(() => {
    split.current!.style.setProperty('--list-width', `${width}%`)
    storeWidth(width)
  }, [width])
  const change = (next: number) => setWidth(Math.min(maxWidth, Math.max(minWidth, next)))

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is a window splitter
    <div
      class="split-handle"
      role="separator"
      aria-label="Width of the list"
      aria-orientation="vertical"
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={({ currentTarget, pointerId, clientX }) => {
        if (!currentTarget.hasPointerCapture(pointerId)) return
        const { left, width: whole } = split.current!.getBoundingClientRect()
        change(((clientX - left) / whole) * 100)
      }}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') change(width - step)
        if (key === 'ArrowRight') change(width + step)
      }}
    />
  )
}

function readWidth(): number {
  try {
    return Number(localStorage.getItem(storageKey)) || initialWidth
  } catch {
    return initialWidth
  }
}

function storeWidth(width: number): void {
  try {
    localStorage.setItem(storageKey, String(width))
  } catch {
    // Storage may be disabled; the width lasts as long as the page.
  }
}

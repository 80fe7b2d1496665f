import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface LoadMoreProps {
  /** The start of the next page; undefined on the last one. */
  readonly next: number | undefined
  readonly label: string
  readonly children: (after: number) => ComponentChildren
}

/** A button that is replaced by the next page of a list. */
export function LoadMore({ next, label, children }: LoadMoreProps) {
  const [isRequested, setRequested] = useState(false)
  if (next === undefined) return null
  if (isRequested) return <>{children(next)}</>
  return (
    <button type="button" class="load-more" onClick={() => setRequested(true)}>
      {label}
    </button>
  )
}

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface LoadMoreProps {
  /** Where the part that follows begins; nothing when there is none. */
  readonly next: number | undefined
  readonly label: string
  readonly children: (after: number) => ComponentChildren
}

/** What follows a part of a list, once it is asked for. */
export function LoadMore({ next, label, children }: LoadMoreProps) {
  const [isRequested, setRequested] = useState(false)
  if (next === undefined) return null
  if (isRequested) return <>{children(next)}</>
  return (
    <button type="button" class="more-of-it" onClick={() => setRequested(true)}>
      {label}
    </button>
  )
}

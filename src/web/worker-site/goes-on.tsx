import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface GoesOnProps {
  /** Where the part that follows begins; nothing when there is none. */
  readonly next: number | undefined
  readonly says: string
  readonly children: (after: number) => ComponentChildren
}

/** What follows a part of a list, once it is asked for. */
export function GoesOn({ next, says, children }: GoesOnProps) {
  const [isWanted, setWanted] = useState(false)
  if (next === undefined) return null
  if (isWanted) return <>{children(next)}</>
  return (
    <button type="button" class="more-of-it" onClick={() => setWanted(true)}>
      {says}
    </button>
  )
}

import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { preselect } from './router.js'
import { SplitHandle } from './split-handle.js'

interface MasterDetailProps {
  readonly title: string
  readonly count?: number
  /** Buttons beside the title. */
  readonly actions?: ComponentChildren
  /** The accessible name of the detail area: `Delivery`. */
  readonly detailLabel: string
  readonly isOpen: boolean
  /** The address of the first item, which is opened when none is. */
  readonly firstHref?: string
  readonly list: ComponentChildren
  readonly detail: ComponentChildren
}

/** A list with the open item beside it; a narrow screen shows one of them. */
export function MasterDetail(props: MasterDetailProps) {
  const { title, count, actions, detailLabel, isOpen, firstHref, list, detail } = props
  const split = useRef<HTMLDivElement>(null)
  // An effect after painting could come after a person's first key, and undo it.
  useLayoutEffect(() => {
    if (!isOpen && firstHref !== undefined && hasRoomForBoth()) preselect(firstHref)
  }, [isOpen, firstHref === undefined])

  return (
    <div class={isOpen ? 'split has-open' : 'split'} ref={split}>
      <section class="list" aria-labelledby="list-title">
        <header>
          <h1 id="list-title">{title}</h1>
          <p class="count" aria-live="polite">
            {count?.toLocaleString('en')}
          </p>
          {actions && <div class="buttons">{actions}</div>}
        </header>
        {list}
      </section>
      <SplitHandle split={split} />
      <section class="detail" aria-label={detailLabel}>
        {detail}
      </section>
    </div>
  )
}

/** The width at which the style sheet shows list and detail side by side. */
const hasRoomForBoth = (): boolean => matchMedia('(min-width: 60.01rem)').matches

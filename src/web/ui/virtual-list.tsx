import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PagedList } from './use-paged-list.js'

interface VirtualListProps<T> {
  /** The accessible name. */
  readonly label: string
  readonly list: PagedList<T>
  /** In pixels, the same for all rows. */
  readonly rowHeight: number
  readonly getKey: (item: T) => string
  readonly getHref: (item: T) => string
  /** The key of the open item. */
  readonly selectedKey?: string
  readonly renderRow: (item: T) => ComponentChildren
}

/** Rows rendered above and below the visible ones, so that scrolling shows no gaps. */
const overscan = 8

/** A list of links of any length: only the visible rows are rendered. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, list, rowHeight, getKey, getHref, selectedKey, renderRow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [viewport, setViewport] = useState({ top: 0, height: 800 })
  const pendingFocus = useRef<number>(undefined)
  const total = list.total ?? 0

  const measure = useCallback(() => {
    // An observer may still call after the list was removed.
    if (!scroller.current) return
    const { scrollTop: top, clientHeight: height } = scroller.current
    setViewport((previous) =>
      previous.top === top && previous.height === height ? previous : { top, height },
    )
  }, [])
  useEffect(() => {
    const observer = new ResizeObserver(measure)
    observer.observe(scroller.current!)
    return () => observer.disconnect()
  }, [])

  const first = Math.max(0, Math.floor(viewport.top / rowHeight) - overscan)
  const end = Math.min(total, Math.ceil((viewport.top + viewport.height) / rowHeight) + overscan)
  useEffect(() =>
    list.setVisibleRange(viewport.top < rowHeight ? 0 : first, Math.max(first, end - 1)),
  )

  useLayoutEffect(() => {
    if (pendingFocus.current === undefined) return
    const link = scroller.current!.querySelector<HTMLElement>(`[data-at="${pendingFocus.current}"]`)
    if (!link) return
    link.focus({ preventScroll: true })
    pendingFocus.current = undefined
  })

  function handleKeyDown(event: KeyboardEvent): void {
    const at = Number((event.target as HTMLElement).dataset.at)
    const page = Math.max(1, Math.floor(viewport.height / rowHeight) - 1)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page }
    const ends = { Home: 0, End: total - 1 }
    const target = ({ ...to, ...ends } as Record<string, number>)[event.key]
    if (Number.isNaN(at) || target === undefined) return
    event.preventDefault()
    const next = Math.min(total - 1, Math.max(0, target))
    pendingFocus.current = next
    const { scrollTop, clientHeight } = scroller.current!
    if (next * rowHeight < scrollTop) scroller.current!.scrollTop = next * rowHeight
    if ((next + 1) * rowHeight > scrollTop + clientHeight)
      scroller.current!.scrollTop = (next + 1) * rowHeight - clientHeight
    // Without a scroll event nothing would be rendered.
    setViewport(({ height }) => ({ top: scroller.current!.scrollTop, height }))
  }

  const rows = []
  for (let at = first; at < end; at++) {
    const item = list.at(at)
    const style = { transform: `translateY(${at * rowHeight}px)`, height: `${rowHeight}px` }
    rows.push(
      item ? (
        <li key={getKey(item)} style={style} aria-setsize={total} aria-posinset={at + 1}>
          <a
            class="row"
            href={getHref(item)}
            data-at={at}
            aria-current={getKey(item) === selectedKey ? 'true' : undefined}
          >
            {renderRow(item)}
          </a>
        </li>
      ) : (
        <li key={`at ${at}`} style={style} class="row is-loading" aria-hidden="true" />
      ),
    )
  }

  if (list.total === undefined && !list.error)
    for (let at = 0; at < 6; at++) rows.push(<SkeletonRow key={at} at={at} height={rowHeight} />)

  return (
    <div class="virtual" ref={scroller} onScroll={measure}>
      {list.newItemCount > 0 && (
        <button
          type="button"
          class="newer"
          onClick={() => {
            scroller.current!.scrollTop = 0
            list.showNewest()
          }}
        >
          {list.newItemCount} newer
        </button>
      )}
      <ul aria-label={label} style={{ height: `${total * rowHeight}px` }} onKeyDown={handleKeyDown}>
        {rows}
      </ul>
    </div>
  )
}

const SkeletonRow = ({ at, height }: { readonly at: number; readonly height: number }) => (
  <li
    class="row is-loading"
    aria-hidden="true"
    style={{ transform: `translateY(${at * height}px)`, height: `${height}px` }}
  />
)

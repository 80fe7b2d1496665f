import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { LongList } from './listing.js'

interface VirtualListProps<T> {
  /** What the list is to somebody who cannot see it. */
  readonly label: string
  readonly list: LongList<T>
  /** Pixels, the same for each. */
  readonly rowHeight: number
  readonly keyOf: (item: T) => string
  readonly hrefOf: (item: T) => string
  /** The key of the one that is open. */
  readonly open?: string
  readonly row: (item: T) => ComponentChildren
}

/** Rows above and below what is seen, so that scrolling does not show holes. */
const around = 8

/** A list of links of any length: only the rows that are seen are on the page. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, list, rowHeight, keyOf, hrefOf, open, row } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 800 })
  const focusAt = useRef<number>(undefined)
  const total = list.total ?? 0

  const look = useCallback(() => {
    // An observer may still call after the list has gone.
    if (!scroller.current) return
    const { scrollTop: top, clientHeight: height } = scroller.current
    setSeen((known) => (known.top === top && known.height === height ? known : { top, height }))
  }, [])
  useEffect(() => {
    const observer = new ResizeObserver(look)
    observer.observe(scroller.current!)
    return () => observer.disconnect()
  }, [])

  const first = Math.max(0, Math.floor(seen.top / rowHeight) - around)
  const end = Math.min(total, Math.ceil((seen.top + seen.height) / rowHeight) + around)
  useEffect(() => list.show(seen.top < rowHeight ? 0 : first, Math.max(first, end - 1)))

  useLayoutEffect(() => {
    if (focusAt.current === undefined) return
    const link = scroller.current!.querySelector<HTMLElement>(`[data-at="${focusAt.current}"]`)
    if (!link) return
    link.focus({ preventScroll: true })
    focusAt.current = undefined
  })

  function move(event: KeyboardEvent): void {
    const at = Number((event.target as HTMLElement).dataset.at)
    const page = Math.max(1, Math.floor(seen.height / rowHeight) - 1)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page }
    const ends = { Home: 0, End: total - 1 }
    const wanted = ({ ...to, ...ends } as Record<string, number>)[event.key]
    if (Number.isNaN(at) || wanted === undefined) return
    event.preventDefault()
    const next = Math.min(total - 1, Math.max(0, wanted))
    focusAt.current = next
    const { scrollTop, clientHeight } = scroller.current!
    if (next * rowHeight < scrollTop) scroller.current!.scrollTop = next * rowHeight
    if ((next + 1) * rowHeight > scrollTop + clientHeight)
      scroller.current!.scrollTop = (next + 1) * rowHeight - clientHeight
    // Where nothing had to be scrolled nothing would be drawn anew.
    setSeen(({ height }) => ({ top: scroller.current!.scrollTop, height }))
  }

  const rows = []
  for (let at = first; at < end; at++) {
    const item = list.at(at)
    const style = { transform: `translateY(${at * rowHeight}px)`, height: `${rowHeight}px` }
    rows.push(
      item ? (
        <li key={keyOf(item)} style={style} aria-setsize={total} aria-posinset={at + 1}>
          <a
            class="row"
            href={hrefOf(item)}
            data-at={at}
            aria-current={keyOf(item) === open ? 'true' : undefined}
          >
            {row(item)}
          </a>
        </li>
      ) : (
        <li key={`at ${at}`} style={style} class="row is-coming" aria-hidden="true" />
      ),
    )
  }

  return (
    <div class="virtual" ref={scroller} onScroll={look}>
      {list.newer > 0 && (
        <button
          type="button"
          class="newer"
          onClick={() => {
            scroller.current!.scrollTop = 0
            list.toTop()
          }}
        >
          {list.newer} newer
        </button>
      )}
      <ul aria-label={label} style={{ height: `${total * rowHeight}px` }} onKeyDown={move}>
        {rows}
      </ul>
    </div>
  )
}

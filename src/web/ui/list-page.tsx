import type { ComponentChildren } from 'preact'
import type { PageWanted } from '../../server/control/contract.js'
import { Empty, Failed } from './empty.js'
import { type Choice, Filters, filterIn } from './filters.js'
import { type PageOf, useListing } from './listing.js'
import type { Heard } from './live.js'
import { Split } from './split.js'
import { VirtualList } from './virtual-list.js'

/** What the address asks for; what it does not is undefined. */
type Filter = Readonly<Record<string, string | undefined>>

interface ListPageProps<T> {
  readonly title: string
  /** What one of them is called: `Delivery`. */
  readonly one: string
  /** The address of the list. */
  readonly here: string
  /** The key of the one that is open. */
  readonly open?: string
  readonly query: URLSearchParams
  readonly tabs?: ComponentChildren
  readonly placeholder: string
  readonly choices: readonly Choice[]
  /** Gives a page of those that are like the filter. */
  readonly fetch: (filter: Filter, wanted: PageWanted) => ReturnType<PageOf<T>>
  /** What changes the list. */
  readonly on: readonly Heard[]
  /** Whether it also changes without a word, so that it must be asked for again and again. */
  readonly isQuiet?: boolean
  readonly keyOf: (item: T) => string
  readonly row: (item: T) => ComponentChildren
  /** What to do while there is nothing. */
  readonly nothing: ComponentChildren
  /** What to choose one for. */
  readonly choose: string
  /** One of them, whole. */
  readonly detail: (key: string, back: string) => ComponentChildren
}

/** A page of a long list: searched, filtered, live, and one of it whole. */
export function ListPage<T>(props: ListPageProps<T>) {
  const { here, open, query, choices, fetch, keyOf } = props
  const search = query.toString()
  const filter = filterIn(query, ['text', ...choices.map(({ name }) => name), 'account'])
  const page: PageOf<T> = (wanted) => fetch(filter, wanted)
  const list = useListing(`${here}?${search}`, page, props.on, props.isQuiet ? 1500 : undefined)
  const asked = search ? `?${search}` : ''
  const at = (key: string) => `${here}/${encodeURIComponent(key)}`

  return (
    <Split
      title={props.title}
      count={list.total}
      one={props.one}
      isOpen={open !== undefined}
      list={
        <>
          {props.tabs}
          <Filters
            query={query}
            here={open ? at(open) : here}
            placeholder={props.placeholder}
            choices={choices}
          />
          {list.error && <Failed>{list.error}</Failed>}
          {list.total === 0 && search && (
            <Empty title={`No ${props.one.replace(/^[A-Z](?=[a-z])/, lower)} is like that.`}>
              <a href={here}>Show all</a>
            </Empty>
          )}
          {list.total === 0 && !search && props.nothing}
          {list.total !== 0 && (
            <VirtualList
              label={props.title}
              list={list}
              rowHeight={64}
              keyOf={keyOf}
              hrefOf={(item) => at(keyOf(item)) + asked}
              open={open}
              row={props.row}
            />
          )}
        </>
      }
      detail={open ? props.detail(open, here + asked) : <Empty title={props.choose} />}
    />
  )
}

const lower = (letter: string): string => letter.toLowerCase()

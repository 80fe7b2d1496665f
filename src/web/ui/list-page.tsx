import type { ComponentChildren } from 'preact'
import type { PageRequest } from '../../server/control/contract.js'
import { EmptyState, ErrorMessage } from './empty-state.js'
import { type Choice, Filters, readFilter } from './filters.js'
import { type FetchPage, usePagedList } from './use-paged-list.js'
import type { LiveTrigger } from './live-events.js'
import { MasterDetail } from './master-detail.js'
import { VirtualList } from './virtual-list.js'

/** What the address asks for; what it does not is undefined. */
type FilterValues = Readonly<Record<string, string | undefined>>

interface ListPageProps<T> {
  readonly title: string
  /** What one of them is called: `Delivery`. */
  readonly itemLabel: string
  /** The address of the list. */
  readonly basePath: string
  /** The key of the one that is open. */
  readonly selectedKey?: string
  readonly query: URLSearchParams
  readonly tabs?: ComponentChildren
  readonly placeholder: string
  readonly choices: readonly Choice[]
  /** Gives a page of those that are like the filter. */
  readonly load: (filter: FilterValues, page: PageRequest) => ReturnType<FetchPage<T>>
  /** What changes the list. */
  readonly triggers: readonly LiveTrigger[]
  /** Whether it also changes without a word, so that it must be asked for again and again. */
  readonly needsPolling?: boolean
  readonly getKey: (item: T) => string
  readonly renderRow: (item: T) => ComponentChildren
  /** What to do while there is nothing. */
  readonly emptyState: ComponentChildren
  /** What to choose one for. */
  readonly detailPlaceholder: string
  /** One of them, whole. */
  readonly renderDetail: (key: string, back: string) => ComponentChildren
}

/** A page of a long list: searched, filtered, live, and one of it whole. */
export function ListPage<T>(props: ListPageProps<T>) {
  const { basePath, selectedKey, query, choices, load, getKey } = props
  const search = query.toString()
  const filter = readFilter(query, ['text', ...choices.map(({ name }) => name), 'account'])
  const fetchPage: FetchPage<T> = (page) => load(filter, page)
  const list = usePagedList(
    `${basePath}?${search}`,
    fetchPage,
    props.triggers,
    props.needsPolling ? 1500 : undefined,
  )
  const queryString = search ? `?${search}` : ''
  const itemHref = (key: string) => `${basePath}/${encodeURIComponent(key)}`

  return (
    <MasterDetail
      title={props.title}
      count={list.total}
      detailLabel={props.itemLabel}
      isOpen={selectedKey !== undefined}
      list={
        <>
          {props.tabs}
          <Filters
            query={query}
            basePath={selectedKey ? itemHref(selectedKey) : basePath}
            placeholder={props.placeholder}
            choices={choices}
          />
          {list.error && <ErrorMessage>{list.error}</ErrorMessage>}
          {list.total === 0 && search && (
            <EmptyState
              title={`No ${props.itemLabel.replace(/^[A-Z](?=[a-z])/, toLowerCase)} is like that.`}
            >
              <a href={basePath}>Show all</a>
            </EmptyState>
          )}
          {list.total === 0 && !search && props.emptyState}
          {list.total !== 0 && (
            <VirtualList
              label={props.title}
              list={list}
              rowHeight={64}
              getKey={getKey}
              getHref={(item) => itemHref(getKey(item)) + queryString}
              selectedKey={selectedKey}
              renderRow={props.renderRow}
            />
          )}
        </>
      }
      detail={
        selectedKey ? (
          props.renderDetail(selectedKey, basePath + queryString)
        ) : (
          <EmptyState title={props.detailPlaceholder} />
        )
      }
    />
  )
}

const toLowerCase = (letter: string): string => letter.toLowerCase()

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { PageRequest } from '../../server/control/views.js'
import { EmptyState, ErrorMessage } from './empty-state.js'
import { type Choice, Filters, readFilter } from './filters.js'
import type { LiveEventType } from './live-events.js'
import { MasterDetail } from './master-detail.js'
import { type FetchPage, usePagedList } from './use-paged-list.js'
import { VirtualList } from './virtual-list.js'

/** The filters in the address; those that are not set are undefined. */
type FilterValues = Readonly<Record<string, string | undefined>>

interface ListPageProps<T> {
  readonly title: string
  /** The items in running text; default: the title. */
  readonly plural?: string
  /** The name of one item: `Delivery`. */
  readonly itemLabel: string
  /** The path of the list. */
  readonly basePath: string
  /** The key of the open item. */
  readonly selectedKey?: string
  readonly query: URLSearchParams
  readonly tabs?: ComponentChildren
  /** Shown above the filters. */
  readonly toolbar?: ComponentChildren
  /** Buttons beside the title. */
  readonly actions?: ComponentChildren
  readonly placeholder: string
  readonly choices: readonly Choice[]
  /** Loads one page of the items that match the filter. */
  readonly load: (filter: FilterValues, page: PageRequest) => ReturnType<FetchPage<T>>
  /** Events after which the list may be different. */
  readonly triggers: readonly LiveEventType[]
  /** Milliseconds between two refreshes after events, for a list that takes the emulator long. */
  readonly pause?: number
  readonly getKey: (item: T) => string
  readonly renderRow: (item: T) => ComponentChildren
  /** Shown while the list is empty without any filter. */
  readonly emptyState: ComponentChildren
  /** Shown while no item is open. */
  readonly detailPlaceholder: string
  readonly renderDetail: (key: string, back: string) => ComponentChildren
}

/** A long list with search, filters and live updates, and the open item beside it. */
export function ListPage<T>(props: ListPageProps<T>) {
  const { basePath, selectedKey, query, choices, load, getKey } = props
  const search = query.toString()
  const filter = readFilter(query, ['text', ...choices.map(({ name }) => name), 'account'])
  const fetchPage: FetchPage<T> = (page) => load(filter, page)
  const [isPaused, setPaused] = useState(false)
  const list = usePagedList(`${basePath}?${search}`, fetchPage, props.triggers, {
    isPaused,
    pause: props.pause,
  })
  const first = list.at(0)
  const queryString = search ? `?${search}` : ''
  const itemHref = (key: string) => `${basePath}/${encodeURIComponent(key)}`

  return (
    <MasterDetail
      title={props.title}
      count={list.total}
      actions={
        <>
          {props.actions}
          <button
            type="button"
            class="quiet"
            aria-pressed={isPaused}
            title="Stop adding new rows"
            onClick={() => setPaused(!isPaused)}
          >
            {isPaused ? 'Resume' : 'Pause'}
          </button>
        </>
      }
      firstHref={first && itemHref(getKey(first)) + queryString}
      detailLabel={props.itemLabel}
      isOpen={selectedKey !== undefined}
      list={
        <>
          {props.tabs}
          {props.toolbar}
          <Filters
            query={query}
            basePath={selectedKey ? itemHref(selectedKey) : basePath}
            placeholder={props.placeholder}
            choices={choices}
          />
          {list.error && <ErrorMessage>{list.error}</ErrorMessage>}
          {list.total === 0 && search && (
            <EmptyState
              title={`No matching ${props.plural ?? props.title.replace(/^[A-Z](?=[a-z])/, toLowerCase)}.`}
            >
              <a href={basePath}>Show all</a>
            </EmptyState>
          )}
          {list.total === 0 && !search && props.emptyState}
          {list.total !== 0 && (
            <VirtualList
              label={props.plural ?? props.title}
              list={list}
              rowHeight={52}
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

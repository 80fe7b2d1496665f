import { useEffect, useState } from 'preact/hooks'
import type { PageInfo, PageRequest } from '../../server/control/views.js'
import { coalesce } from './coalesce.js'
import { type LiveEventType, useLiveEvents } from './live-events.js'
import { isConnectionLost } from './session.js'

/** Returns one page of a list, newest first. */
export type FetchPage<T> = (
  page: PageRequest,
) => Promise<PageInfo & { readonly items: readonly T[] }>

/** A long list of which only the visible part is loaded. */
export interface PagedList<T> {
  /** The number of items; unknown before the first response. */
  readonly total?: number
  readonly error?: string
  at(index: number): T | undefined
  /** Sets the range of items that are visible. */
  setVisibleRange(first: number, last: number): void
  /** The number of items added while an older part is visible. */
  readonly newItemCount: number
  /** Returns to the top of the list. */
  showNewest(): void
}

const pageSize = 100
/** The number of pages to keep before and after the visible ones. */
const pageOverscan = 5

interface ListState<T> {
  readonly key: string
  readonly pages: ReadonlyMap<number, readonly T[]>
  readonly total?: number
  readonly error?: string
  readonly newItemCount: number
}

/**
 * A list that grows at its top. While the top is visible, new items appear; while an older part is
 * visible, that part keeps its place and new items are only counted.
 */
export function usePagedList<T>(
  key: string,
  fetchPage: FetchPage<T>,
  triggers: readonly LiveEventType[],
  isPaused = false,
): PagedList<T> {
  const [state, setState] = useState<ListState<T>>(() => initialState(key))
  const [loader] = useState(() => new PageLoader<T>(setState))
  loader.setSource(key, fetchPage)
  useEffect(() => {
    if (!isPaused) loader.refresh()
  }, [key, isPaused])
  useLiveEvents(isPaused ? [] : triggers, loader.refresh)

  const current = state.key === key ? state : initialState<T>(key)
  return {
    total: current.total,
    error: current.error,
    newItemCount: current.newItemCount,
    at: (index) => current.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    setVisibleRange: loader.setVisibleRange,
    showNewest: loader.showNewest,
  }
}

const initialState = <T>(key: string): ListState<T> => ({ key, pages: new Map(), newItemCount: 0 })

class PageLoader<T> {
  readonly #onChange: (state: ListState<T>) => void
  #fetchPage: FetchPage<T> = async () => ({ items: [] })
  #state: ListState<T> = initialState('')
  /** The start of the list when its top was last loaded. */
  #cursor: number | undefined
  #first = 0
  #last = 0

  constructor(onChange: (state: ListState<T>) => void) {
    this.#onChange = onChange
  }

  setSource(key: string, fetchPage: FetchPage<T>): void {
    this.#fetchPage = fetchPage
    if (key === this.#state.key) return
    this.#state = initialState(key)
    this.#cursor = undefined
    this.#first = 0
    this.#last = 0
  }

  readonly setVisibleRange = (first: number, last: number): void => {
    if (first === this.#first && last === this.#last) return
    this.#first = first
    this.#last = last
    if (this.#missingPages().length > 0) this.refresh()
  }

  readonly showNewest = (): void => {
    this.#first = 0
    this.#last = 0
    this.refresh()
  }

  readonly refresh = coalesce(() => this.#load(), 200)

  async #load(): Promise<void> {
    const { key } = this.#state
    try {
      const next = this.#first === 0 ? await this.#loadNewest() : await this.#loadOlder()
      if (this.#state.key !== key) return this.refresh()
      this.#setState({ ...next, key })
    } catch (error) {
      // The banner says so; the list is loaded again when the connection is back.
      if (isConnectionLost(error)) return
      if (this.#state.key === key)
        this.#setState({ ...this.#state, error: (error as Error).message })
    }
  }

  async #loadNewest(): Promise<Omit<ListState<T>, 'key'>> {
    const { items, cursor, total } = await this.#fetchPage({ limit: pageSize, total: true })
    this.#cursor = cursor
    const pages = new Map([[0, items]])
    for (const index of this.#visiblePages().filter((each) => each > 0))
      pages.set(index, await this.#loadPage(index))
    return { pages, total, newItemCount: 0 }
  }

  async #loadOlder(): Promise<Omit<ListState<T>, 'key'>> {
    const { total = 0 } = await this.#fetchPage({ limit: 1, total: true })
    const knownTotal = this.#state.total ?? total
    // The list was cleared.
    if (total < knownTotal) return this.#loadNewest()

    const visiblePages = this.#visiblePages()
    const isNear = ([index]: [number, unknown]) =>
      index >= visiblePages[0]! - pageOverscan && index <= visiblePages.at(-1)! + pageOverscan
    const pages = new Map([...this.#state.pages].filter(isNear))
    // Reload the visible pages: the state of their items may have changed.
    for (const index of visiblePages) pages.set(index, await this.#loadPage(index))
    return { pages, total: knownTotal, newItemCount: total - knownTotal }
  }

  async #loadPage(index: number): Promise<readonly T[]> {
    const page = { limit: pageSize, after: this.#cursor, offset: index * pageSize }
    return (await this.#fetchPage(page)).items
  }

  #visiblePages(): readonly number[] {
    const first = Math.floor(this.#first / pageSize)
    const last = Math.floor(this.#last / pageSize)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  #missingPages(): readonly number[] {
    return this.#visiblePages().filter((index) => !this.#state.pages.has(index))
  }

  #setState(state: ListState<T>): void {
    this.#state = state
    this.#onChange(state)
  }
}

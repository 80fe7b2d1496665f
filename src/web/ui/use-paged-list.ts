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
  /** The start of the list when its top was last loaded. */
  readonly cursor?: number
  readonly error?: string
  readonly newItemCount: number
}

/**
 * A list that grows at its top. While the top is visible, new items appear; while an older part is
 * visible, that part keeps its place and new items are only counted. A paused list stays what it is,
 * also when the connection is opened again; its other pages are loaded when they become visible.
 *
 * @param pause milliseconds between two refreshes after events
 */
export function usePagedList<T>(
  key: string,
  fetchPage: FetchPage<T>,
  triggers: readonly LiveEventType[],
  { isPaused, pause }: { readonly isPaused: boolean; readonly pause?: number },
): PagedList<T> {
  const [state, setState] = useState<ListState<T>>(() => initialState(key))
  const [loader] = useState(() => new PageLoader<T>(setState))
  loader.setSource(key, fetchPage)
  loader.setPaused(isPaused)
  useEffect(loader.refresh, [key, isPaused])
  useLiveEvents(triggers, loader.refresh, undefined, pause)

  const current = state.key === key ? state : initialState<T>(key)
  return {
    total: current.total,
    error: current.error,
    newItemCount: isPaused ? 0 : current.newItemCount,
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
  #isPaused = false
  #first = 0
  #last = 0

  constructor(onChange: (state: ListState<T>) => void) {
    this.#onChange = onChange
  }

  setSource(key: string, fetchPage: FetchPage<T>): void {
    this.#fetchPage = fetchPage
    if (key === this.#state.key) return
    this.#state = initialState(key)
    this.#first = 0
    this.#last = 0
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused
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
      const next = await this.#loadNext()
      if (this.#state.key !== key) return this.refresh()
      this.#setState({ ...next, key })
    } catch (error) {
      // The banner says so; the list is loaded again when the connection is back.
      if (isConnectionLost(error)) return
      if (this.#state.key === key)
        this.#setState({ ...this.#state, error: (error as Error).message })
    }
  }

  async #loadNext(): Promise<Omit<ListState<T>, 'key'>> {
    if (this.#isFrozen()) return this.#loadMissing()
    const next = this.#first === 0 ? await this.#loadNewest() : await this.#loadOlder()
    // It may have been paused while the response was under way.
    return this.#isFrozen() ? this.#loadMissing() : next
  }

  #isFrozen(): boolean {
    return this.#isPaused && this.#state.total !== undefined
  }

  async #loadNewest(): Promise<Omit<ListState<T>, 'key'>> {
    const { items, cursor, total } = await this.#fetchPage({ limit: pageSize, total: true })
    const pages = new Map([[0, items]])
    for (const index of this.#visiblePages().filter((each) => each > 0))
      pages.set(index, await this.#loadPage(index, cursor))
    return { pages, total, cursor, newItemCount: 0 }
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
    const { cursor } = this.#state
    for (const index of visiblePages) pages.set(index, await this.#loadPage(index, cursor))
    return { pages, total: knownTotal, cursor, newItemCount: total - knownTotal }
  }

  async #loadMissing(): Promise<Omit<ListState<T>, 'key'>> {
    const pages = new Map(this.#state.pages)
    for (const index of this.#missingPages())
      pages.set(index, await this.#loadPage(index, this.#state.cursor))
    return { ...this.#state, pages }
  }

  async #loadPage(index: number, cursor: number | undefined): Promise<readonly T[]> {
    const page = { limit: pageSize, after: cursor, offset: index * pageSize }
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

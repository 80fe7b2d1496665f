import { useEffect, useState } from 'preact/hooks'
import type { Listing, PageWanted } from '../../server/control/contract.js'
import { useEvery } from './every.js'
import { type Heard, useLive } from './live.js'
import { paced } from './paced.js'

/** Gives a page of a list that is newest first. */
export type PageOf<T> = (wanted: PageWanted) => Promise<Listing & { readonly items: readonly T[] }>

/** A long list of which only what is looked at is there. */
export interface LongList<T> {
  /** How many there are; unknown before the first answer. */
  readonly total?: number
  readonly error?: string
  at(index: number): T | undefined
  /** Says what is looked at. */
  show(first: number, last: number): void
  /** How many have come since, while an older part is looked at. */
  readonly newer: number
  /** Goes to the newest. */
  toTop(): void
}

const pageSize = 100
/** How many pages before and after what is looked at are kept. */
const pagesAround = 5

interface State<T> {
  readonly key: string
  readonly pages: ReadonlyMap<number, readonly T[]>
  readonly total?: number
  readonly error?: string
  readonly newer: number
}

/**
 * A list that grows at its top. While its top is looked at it follows what comes; while an older
 * part is, that part stays where it is, and what comes is only counted.
 *
 * @param pause after how long to ask again even when nothing was heard, in milliseconds
 */
export function useListing<T>(
  key: string,
  fetch: PageOf<T>,
  on: readonly Heard[],
  pause?: number,
): LongList<T> {
  const [state, setState] = useState<State<T>>(() => empty(key))
  const [list] = useState(() => new Reader<T>(setState))
  list.reads(key, fetch)
  useEffect(() => list.refresh(), [key])
  useLive(on, list.refresh)
  useEvery(pause, list.refresh)

  const now = state.key === key ? state : empty<T>(key)
  return {
    total: now.total,
    error: now.error,
    newer: now.newer,
    at: (index) => now.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    show: list.show,
    toTop: list.toTop,
  }
}

const empty = <T>(key: string): State<T> => ({ key, pages: new Map(), newer: 0 })

class Reader<T> {
  readonly #tell: (state: State<T>) => void
  #fetch: PageOf<T> = async () => ({ items: [] })
  #state: State<T> = empty('')
  /** Where the list began when its top was last looked at. */
  #start: number | undefined
  #first = 0
  #last = 0

  constructor(tell: (state: State<T>) => void) {
    this.#tell = tell
  }

  reads(key: string, fetch: PageOf<T>): void {
    this.#fetch = fetch
    if (key === this.#state.key) return
    this.#state = empty(key)
    this.#start = undefined
    this.#first = 0
    this.#last = 0
  }

  readonly show = (first: number, last: number): void => {
    if (first === this.#first && last === this.#last) return
    this.#first = first
    this.#last = last
    if (this.#missing().length > 0) this.refresh()
  }

  readonly toTop = (): void => {
    this.#first = 0
    this.#last = 0
    this.refresh()
  }

  readonly refresh = paced(() => this.#round(), 200)

  async #round(): Promise<void> {
    const { key } = this.#state
    try {
      const next = this.#first === 0 ? await this.#newest() : await this.#older()
      if (this.#state.key !== key) return this.refresh()
      this.#become({ ...next, key })
    } catch (error) {
      if (this.#state.key === key) this.#become({ ...this.#state, error: (error as Error).message })
    }
  }

  async #newest(): Promise<Omit<State<T>, 'key'>> {
    const { items, start, total } = await this.#fetch({ limit: pageSize, total: true })
    this.#start = start
    const pages = new Map([[0, items]])
    for (const index of this.#looked().filter((each) => each > 0))
      pages.set(index, await this.#page(index))
    return { pages, total, newer: 0 }
  }

  async #older(): Promise<Omit<State<T>, 'key'>> {
    const { total = 0 } = await this.#fetch({ limit: 1, total: true })
    const known = this.#state.total ?? total
    // It was emptied.
    if (total < known) return this.#newest()

    const looked = this.#looked()
    const isNear = ([index]: [number, unknown]) =>
      index >= looked[0]! - pagesAround && index <= looked.at(-1)! + pagesAround
    const pages = new Map([...this.#state.pages].filter(isNear))
    // What is looked at is read again: its state may have changed.
    for (const index of looked) pages.set(index, await this.#page(index))
    return { pages, total: known, newer: total - known }
  }

  async #page(index: number): Promise<readonly T[]> {
    const where = { limit: pageSize, after: this.#start, skip: index * pageSize }
    return (await this.#fetch(where)).items
  }

  #looked(): readonly number[] {
    const first = Math.floor(this.#first / pageSize)
    const last = Math.floor(this.#last / pageSize)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  #missing(): readonly number[] {
    return this.#looked().filter((index) => !this.#state.pages.has(index))
  }

  #become(state: State<T>): void {
    this.#state = state
    this.#tell(state)
  }
}

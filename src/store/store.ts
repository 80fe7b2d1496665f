import type { Bus } from './engine.js'
import type { Column, Key, Table } from './table.js'
import type { Tables } from './tables.js'

/** Keeps a world. What a transaction did is kept whole, or, when it threw, not at all. */
export interface Store {
  /** Transactions see one another's work only when it is done, and none is half seen. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** How the processes that share it call to one another; nothing when it is one process's alone. */
  readonly bus?: Bus
  /** Whether it is gone with its process. */
  readonly forgets?: boolean
  close(): Promise<void>
}

/** Every kind of thing there is, as one transaction sees them. */
export type Transaction = { readonly [K in keyof Tables]: ThingsOf<Tables[K]> }

type ThingsOf<T> = T extends Table<infer Thing, infer K, infer C> ? Things<Thing, K, C> : never

/** All things of one kind. */
export interface Things<
  T,
  K extends keyof T & string = keyof T & string,
  C extends string = string,
> {
  find(key: Pick<T, K>): Promise<T | undefined>
  /** Adds the thing, or replaces the one with the same key. */
  put(thing: T): Promise<void>
  /** As `put`, for several at once, which are not the same. */
  putAll(things: readonly T[]): Promise<void>
  /** Replaces the one with the same key, if it is there as it is to be found; returns whether it was. */
  replace(thing: T, where: Where<K | C>): Promise<boolean>
  remove(key: Pick<T, K>): Promise<void>
  /** In the order they were first put, or the other way round; a page costs the same wherever it begins. */
  list(where: Where<K | C>, page?: Page): Promise<readonly Listed<T>[]>
  /** The first by a column, smallest first. */
  first(where: Where<K | C>, by: K | C): Promise<T | undefined>
  /** The first few by a column, smallest first. */
  sorted(where: Where<K | C>, by: K | C, limit: number): Promise<readonly T[]>
  count(where: Where<K | C>): Promise<number>
  /** What one column holds for each, in the order they were first put: the things are not read. */
  column(where: Where<K | C>, name: K | C, limit?: number): Promise<readonly Key[]>
  /** Removes what is found; returns how many there were. */
  removeAll(where: Where<K | C>): Promise<number>
}

/**
 * Each column named must hold the value, one of the values, or a value within the range; `thing`
 * is the whole thing in JSON.
 */
export type Where<C extends string> = {
  readonly [K in C | 'position' | 'thing']?: Column | readonly Key[] | Range
}

export interface Range {
  readonly from?: Key
  readonly to?: Key
  /** None of these. */
  readonly not?: readonly Key[]
  /** Each of these texts somewhere in it, whatever their case; every row is read for it. */
  readonly holds?: readonly string[]
  /** None of these texts anywhere in it. */
  readonly lacks?: readonly string[]
}

export interface Page {
  readonly limit: number
  /** The position of the last thing of the page before. */
  readonly after?: number
  /** So many of those that follow are left out; they are walked past all the same. */
  readonly skip?: number
  readonly newestFirst?: boolean
}

export interface Listed<T> {
  readonly thing: T
  readonly position: number
}

import type { MessageBus } from './engine.js'
import type { ColumnValue, KeyValue, TableDefinition } from './table.js'
import type { Tables } from './tables.js'

/** Keeps a world. What a transaction did is kept whole, or, when it threw, not at all. */
export interface Store {
  /** Transactions see one another's work only when it is done, and none is half seen. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** How the processes that share it call to one another; nothing when it is one process's alone. */
  readonly bus?: MessageBus
  /** Whether it is gone with its process. */
  readonly isEphemeral?: boolean
  close(): Promise<void>
}

/** Every kind of thing there is, as one transaction sees them. */
export type Transaction = { readonly [K in keyof Tables]: RepositoryOf<Tables[K]> }

type RepositoryOf<T> =
  T extends TableDefinition<infer StoredRecord, infer K, infer C>
    ? Repository<StoredRecord, K, C>
    : never

/** All things of one kind. */
export interface Repository<
  T,
  K extends keyof T & string = keyof T & string,
  C extends string = string,
> {
  find(key: Pick<T, K>): Promise<T | undefined>
  /** Adds the thing, or replaces the one with the same key. */
  put(record: T): Promise<void>
  /** As `put`, for several at once, which are not the same. */
  putAll(records: readonly T[]): Promise<void>
  /** Replaces the one with the same key, if it is there as it is to be found; returns whether it was. */
  replace(record: T, where: Where<K | C>): Promise<boolean>
  remove(key: Pick<T, K>): Promise<void>
  /** In the order they were first put, or the other way round; a page costs the same wherever it begins. */
  list(where: Where<K | C>, page?: PageQuery): Promise<readonly StoredRow<T>[]>
  /** The first by a column, smallest first. */
  findFirst(where: Where<K | C>, by: K | C): Promise<T | undefined>
  /** The first few by a column, smallest first. */
  listSorted(where: Where<K | C>, by: K | C, limit: number): Promise<readonly T[]>
  count(where: Where<K | C>): Promise<number>
  /** What one column holds for each, in the order they were first put: the things are not read. */
  pluck(where: Where<K | C>, name: K | C, limit?: number): Promise<readonly KeyValue[]>
  /** Removes what is found; returns how many there were. */
  removeAll(where: Where<K | C>): Promise<number>
}

/**
 * Each column named must hold the value, one of the values, or a value within the range; `record`
 * is the whole record in JSON.
 */
export type Where<C extends string> = {
  readonly [K in C | 'position' | 'record']?: ColumnValue | readonly KeyValue[] | ColumnFilter
}

export interface ColumnFilter {
  readonly from?: KeyValue
  readonly to?: KeyValue
  /** None of these. */
  readonly not?: readonly KeyValue[]
  /** Each of these texts somewhere in it, whatever their case; every row is read for it. */
  readonly contains?: readonly string[]
  /** None of these texts anywhere in it. */
  readonly excludes?: readonly string[]
}

export interface PageQuery {
  readonly limit: number
  /** The position of the last thing of the page before. */
  readonly after?: number
  /** So many of those that follow are left out; they are walked past all the same. */
  readonly offset?: number
  readonly newestFirst?: boolean
}

export interface StoredRow<T> {
  readonly record: T
  readonly position: number
}

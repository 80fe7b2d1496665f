import type { MessageBus } from './engine.js'
import type { ReceiverStore } from './receiver-store.js'
import type { ColumnValue, KeyValue, TableDefinition } from './table.js'
import type { Tables } from './tables.js'

/** Stores all data of an emulator in atomic transactions. */
export interface Store {
  /** Transactions are isolated: none sees another's uncommitted changes. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Connects the processes that share the store; absent if it belongs to one process. */
  readonly bus?: MessageBus
  /** Whether the data is lost when the process ends. */
  readonly isEphemeral?: boolean
  /** The schema version that the data had, if it was migrated when it was opened. */
  readonly migratedFrom?: number
  /** Writes a consistent copy into an empty file; absent if the database has tools of its own. */
  copyTo?(file: string): Promise<void>
  /** Whether the disk has room for further changes; absent if that is not known. */
  hasRoom?(): Promise<boolean>
  /** What the built-in receivers keep; absent unless the store is a file of this process alone. */
  readonly receivers?: ReceiverStore
  /**
   * Returns the space of deleted records to the disk, for so many milliseconds at most; absent if the
   * database does that by itself.
   */
  compact?(maxMs: number): Promise<void>
  close(): Promise<void>
}

/** All repositories within one transaction. */
export type Transaction = { readonly [K in keyof Tables]: RepositoryOf<Tables[K]> }

type RepositoryOf<T> =
  T extends TableDefinition<infer StoredRecord, infer K, infer C>
    ? Repository<StoredRecord, K, C>
    : never

/** All records of one table. */
export interface Repository<
  T,
  K extends keyof T & string = keyof T & string,
  C extends string = string,
> {
  find(key: Pick<T, K>): Promise<T | undefined>
  /** Inserts the record, or replaces the one with the same key. */
  put(record: T): Promise<void>
  /** Same as `put` for several records with different keys. */
  putAll(records: readonly T[]): Promise<void>
  /** Replaces the record with the same key if it matches the condition; returns whether it did. */
  replace(record: T, where: Where<K | C>): Promise<boolean>
  remove(key: Pick<T, K>): Promise<void>
  /** In order of insertion, or reversed; a page costs the same wherever it starts. */
  list(where: Where<K | C>, page?: PageQuery): Promise<readonly StoredRow<T>[]>
  /** The record with the smallest value of a column. */
  findFirst(where: Where<K | C>, by: K | C): Promise<T | undefined>
  /** The records with the smallest values of a column, in ascending order. */
  listSorted(where: Where<K | C>, by: K | C, limit: number): Promise<readonly T[]>
  count(where: Where<K | C>): Promise<number>
  /** The sum of a column of numbers. */
  sum(where: Where<K | C>, name: C): Promise<number>
  /** The values of one column in order of insertion, without reading the records. */
  pluck(where: Where<K | C>, name: K | C, limit?: number): Promise<readonly KeyValue[]>
  /** The different combinations of values of some columns, in order of their newest records. */
  group<G extends K | C>(where: Where<K | C>, by: readonly G[]): Promise<readonly RecordGroup<G>[]>
  /** Removes all matching records and returns their number. */
  removeAll(where: Where<K | C>): Promise<number>
}

/**
 * Each named column must equal the value, equal one of the values, or be within the range; `record`
 * is the whole record as JSON.
 */
export type Where<C extends string> = {
  readonly [K in C | 'position' | 'record']?: ColumnValue | readonly KeyValue[] | ColumnFilter
}

export interface ColumnFilter {
  readonly from?: KeyValue
  readonly to?: KeyValue
  /** Excluded values. */
  readonly not?: readonly KeyValue[]
  /** Contains each of these texts, ignoring case; needs a full scan. */
  readonly contains?: readonly string[]
  /** Contains none of these texts. */
  readonly excludes?: readonly string[]
}

export interface PageQuery {
  readonly limit: number
  /** The position of the last record of the previous page. */
  readonly after?: number
  /** Number of records to skip; the database still walks over them. */
  readonly offset?: number
  readonly newestFirst?: boolean
}

export interface RecordGroup<C extends string> {
  readonly values: Readonly<Record<C, KeyValue | null>>
  readonly count: number
  /** The position of the newest record. */
  readonly position: number
}

export interface StoredRow<T> {
  readonly record: T
  readonly position: number
}

import type { ColumnValue } from './table.js'

/** A database that speaks SQL, under the store. */
export interface Engine {
  /** What its dialect calls a column that counts up by itself and is the primary key. */
  readonly autoIncrementKey: string
  /** Makes processes that start at once bring the schema up to date one after the other. */
  readonly migrationLock?: string
  /** Between the processes that share the database; nothing where it has one process only. */
  readonly bus?: MessageBus
  /** Whether what it keeps is gone with its process. */
  readonly isEphemeral?: boolean
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Calls from one process to all others; who is away does not hear them. */
export interface MessageBus {
  publish(text: string): Promise<void>
  /** What time it is for all of them, in milliseconds: that of the database's own machine. */
  now(): Promise<number>
  subscribe(listener: BusListener): BusSubscription
}

interface BusListener {
  /** Called back with what the others call. */
  readonly onMessage: (text: string) => void
  /** Called when it listens again after a while in which calls were not heard. */
  readonly onGap: () => void
  /** Called when the connection is gone. */
  readonly onDisconnect: () => void
}

export interface BusSubscription {
  /** Listens, again when the connection was lost. */
  ensureConnected(): Promise<void>
  close(): Promise<void>
}

/** SQL inside one transaction; `?` stands for the values in their order. */
export interface Sql {
  rows<R>(text: string, values?: readonly ColumnValue[]): Promise<readonly R[]>
  /** @returns how many rows it changed */
  run(text: string, values?: readonly ColumnValue[]): Promise<number>
  /** Several statements without values, as a migration has them. */
  script(text: string): Promise<void>
}

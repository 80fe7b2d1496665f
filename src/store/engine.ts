import type { Column } from './table.js'

/** A database that speaks SQL, under the store. */
export interface Engine {
  /** What its dialect calls a column that counts up by itself and is the primary key. */
  readonly countingKey: string
  /** Makes processes that start at once bring the schema up to date one after the other. */
  readonly migrationLock?: string
  /** Between the processes that share the database; nothing where it has one process only. */
  readonly bus?: Bus
  /** Whether what it keeps is gone with its process. */
  readonly forgets?: boolean
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Calls from one process to all others; who is away does not hear them. */
export interface Bus {
  call(text: string): Promise<void>
  /** What time it is for all of them, in milliseconds: that of the database's own machine. */
  now(): Promise<number>
  listen(listener: Listener): Listening
}

export interface Listener {
  /** Called back with what the others call. */
  readonly heard: (text: string) => void
  /** Called when it listens again after a while in which calls were not heard. */
  readonly missed: () => void
  /** Called when the connection is gone. */
  readonly lost: () => void
}

export interface Listening {
  /** Listens, again when the connection was lost. */
  renew(): Promise<void>
  stop(): Promise<void>
}

/** SQL inside one transaction; `?` stands for the values in their order. */
export interface Sql {
  rows<R>(text: string, values?: readonly Column[]): Promise<readonly R[]>
  /** @returns how many rows it changed */
  run(text: string, values?: readonly Column[]): Promise<number>
  /** Several statements without values, as a migration has them. */
  script(text: string): Promise<void>
}

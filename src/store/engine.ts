import type { ColumnValue } from './table.js'

/** A SQL database below the store. */
export interface Engine {
  /** SQL type of an auto-increment primary key in its dialect. */
  readonly autoIncrementKey: string
  /**
   * What all migrations together create, in its dialect: an empty database gets it in one step. Absent
   * where the migrations cost little.
   */
  readonly schema?: string
  /**
   * Statement that takes a lock, so that processes that start together migrate one after the other.
   */
  readonly migrationLock?: string
  /** Connects the processes that share the database; absent if only one process can use it. */
  readonly bus?: MessageBus
  /** Whether the data is lost when the process ends. */
  readonly isEphemeral?: boolean
  /** Absent where each transaction has a commit of its own. */
  readonly commits?: GroupedCommits
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Writes a consistent copy into an empty file; absent if the database has tools of its own. */
  copyTo?(file: string): Promise<void>
  /** Whether the disk has room for further changes; absent if that is not known. */
  hasRoom?(): Promise<boolean>
  /**
   * Returns the space of deleted records to the disk, for so many milliseconds at most; absent if the
   * database does that by itself.
   */
  compact?(maxMs: number): Promise<void>
  close(): Promise<void>
}

/** Commits that many changes share. */
export interface GroupedCommits {
  rows<R>(text: string, values?: readonly ColumnValue[]): readonly R[]
  /** Adds writes to every commit from now on. */
  setWriter(writer: CommitWriter): void
  /** Commits, with all others who want to in this turn of the event loop. */
  commit(): Promise<void>
}

/** What is written with each commit. */
export interface CommitWriter {
  write(run: (text: string, values?: readonly ColumnValue[]) => void): void
  /** Called when the commit that holds the writes has succeeded. */
  committed(): void
}

/** Broadcasts between processes; a process that is disconnected misses them. */
export interface MessageBus {
  publish(text: string): Promise<void>
  /** The time of the database server in milliseconds, which is the same for all processes. */
  now(): Promise<number>
  subscribe(listener: BusListener): BusSubscription
}

interface BusListener {
  /** Called with each message of another process. */
  readonly onMessage: (text: string) => void
  /** Called when the connection is restored: messages may have been missed. */
  readonly onGap: () => void
  /** Called when the connection is lost. */
  readonly onDisconnect: () => void
}

export interface BusSubscription {
  /** Connects, or reconnects if the connection was lost. */
  ensureConnected(): Promise<void>
  close(): Promise<void>
}

/** Inserts rows of one table, or replaces those with the same keys. */
export interface PutStatement {
  readonly table: string
  /** The statement for so many rows. */
  forRows(count: number): string
}

/** SQL inside one transaction; `?` is a placeholder for the values in order. */
export interface Sql {
  rows<R>(text: string, values?: readonly ColumnValue[]): Promise<readonly R[]>
  /** Returns the first row, in half the time that `rows` takes with libsql. */
  row<R>(text: string, values?: readonly ColumnValue[]): Promise<R | undefined>
  /** @returns the number of affected rows */
  run(text: string, values?: readonly ColumnValue[]): Promise<number>
  /**
   * Runs a statement of whose result nothing depends; it may fail as late as with the commit, before
   * the transaction returns.
   */
  send(text: string, values?: readonly ColumnValue[]): Promise<void>
  /**
   * Same as `send` for one row. Without a file it may be written later, before anything can read it.
   */
  put(statement: PutStatement, values: readonly ColumnValue[]): Promise<void>
  /** Several statements without values, for migrations. */
  script(text: string): Promise<void>
}

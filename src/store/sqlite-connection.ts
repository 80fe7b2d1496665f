import type { ColumnValue } from './table.js'

/** A connection to SQLite; libsql and node:sqlite have an adapter each. */
export interface SqliteConnection {
  readonly inTransaction: boolean
  exec(text: string): void
  prepare(text: string): SqliteStatement
  /** Closes the file. A second call does nothing. */
  close(): Promise<void>
}

export interface SqliteStatement {
  all(values: readonly ColumnValue[]): readonly unknown[]
  /** Returns the first row. */
  first(values: readonly ColumnValue[]): unknown
  /** @returns the number of affected rows */
  run(values: readonly ColumnValue[]): number
}

/** Error of SQLite, whatever library reports it. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError'
  /** Name of the result code, such as `SQLITE_BUSY`. */
  readonly code: string

  constructor(message: string, code: string, cause: unknown) {
    super(message, { cause })
    this.code = code
  }
}

import { type SqliteConnection, SqliteError, type SqliteStatement } from './sqlite-connection.js'
import type { ColumnValue } from './table.js'

/** The module `node:sqlite`, as far as it is used; the types of Node 20 do not have it. */
export interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => DatabaseSync
}

interface DatabaseSync {
  readonly isTransaction: boolean
  exec(text: string): void
  prepare(text: string): StatementSync
  close(): void
}

interface StatementSync {
  all(...values: readonly ColumnValue[]): readonly unknown[]
  get(...values: readonly ColumnValue[]): unknown
  run(...values: readonly ColumnValue[]): { readonly changes: number | bigint }
}

/**
 * Returns `node:sqlite` if this Node has it in a usable state. Without `isTransaction` (added in
 * Node 22.16) a failed rollback would go unnoticed.
 */
export function loadNodeSqlite(): NodeSqlite | undefined {
  const loaded = withoutSqliteWarning(() => process.getBuiltinModule?.('node:sqlite'))
  return loaded && knowsTransactions(loaded as NodeSqlite) ? (loaded as NodeSqlite) : undefined
}

/**
 * Node before 24.15 warns, when `node:sqlite` is loaded first, that it is experimental, which means
 * nothing to a user of this package. All other warnings are printed.
 */
function withoutSqliteWarning<T>(load: () => T): T {
  const { emitWarning } = process
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const isOfSqlite = rest[0] === 'ExperimentalWarning' && /^SQLite /.test(String(warning))
    if (!isOfSqlite) Reflect.apply(emitWarning, process, [warning, ...rest])
  }
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}

function knowsTransactions({ DatabaseSync }: NodeSqlite): boolean {
  const database = new DatabaseSync(':memory:')
  const isKnown = database.isTransaction === false
  database.close()
  return isKnown
}

/** Opens a connection through Node's own SQLite. */
export function openNodeSqlite({ DatabaseSync }: NodeSqlite, file: string): SqliteConnection {
  return new NodeConnection(convertErrors(() => new DatabaseSync(file)))
}

class NodeConnection implements SqliteConnection {
  readonly #database: DatabaseSync
  #isOpen = true

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  get inTransaction(): boolean {
    return this.#isOpen && this.#database.isTransaction
  }

  exec(text: string): void {
    convertErrors(() => this.#database.exec(text))
  }

  prepare(text: string): SqliteStatement {
    return new NodeStatement(convertErrors(() => this.#database.prepare(text)))
  }

  async close(): Promise<void> {
    if (this.#isOpen) this.#database.close()
    this.#isOpen = false
  }
}

class NodeStatement implements SqliteStatement {
  readonly #statement: StatementSync

  constructor(statement: StatementSync) {
    this.#statement = statement
  }

  all(values: readonly ColumnValue[]): readonly unknown[] {
    try {
      return this.#statement.all(...values)
    } catch (error) {
      throw toSqliteError(error)
    }
  }

  first(values: readonly ColumnValue[]): unknown {
    try {
      return this.#statement.get(...values)
    } catch (error) {
      throw toSqliteError(error)
    }
  }

  run(values: readonly ColumnValue[]): number {
    try {
      return Number(this.#statement.run(...values).changes)
    } catch (error) {
      throw toSqliteError(error)
    }
  }
}

function convertErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toSqliteError(error)
  }
}

/** The code of all of SQLite's errors is `ERR_SQLITE_ERROR` here; only the number differs. */
function toSqliteError(error: unknown): unknown {
  const { message, errcode } = error as { message: string; errcode?: number }
  if (errcode === undefined) return error
  return new SqliteError(message, resultCodes[errcode & 0xff] ?? 'SQLITE_ERROR', error)
}

/** From sqlite.org/rescode.html; the low byte of an extended code is the primary one. */
const resultCodes: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
}

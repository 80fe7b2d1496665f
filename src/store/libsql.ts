import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Database from 'libsql'
import { type SqliteConnection, SqliteError, type SqliteStatement } from './sqlite-connection.js'
import type { ColumnValue } from './table.js'

/** The constructor that the package exports. */
export type Libsql = typeof Database

/** @throws Error when its binary for this system is missing or cannot be loaded */
export const loadLibsql = (): Libsql =>
  withQuickReport(() => createRequire(import.meta.url)('libsql') as Libsql, readMemoryMap())

/**
 * libsql has a binary for each C library, and asks Node for a whole report of the process to learn
 * which one it has: that takes longer than everything else in its load. What the process has loaded
 * says the same, so the first report is only that.
 *
 * @param memoryMap what Linux says about the memory of this process
 */
export function withQuickReport<T>(load: () => T, memoryMap: string): T {
  if (!isGlibc.test(memoryMap)) return load()
  const { report } = process
  const { getReport } = report
  const restore = () => {
    report.getReport = getReport
  }
  report.getReport = () => {
    // Another package that loads later may need what is in a whole report.
    restore()
    return { header: { glibcVersionRuntime: 'some' } }
  }
  try {
    return load()
  } finally {
    restore()
  }
}

/** The file of the GNU C library; before its version 2.34 it had the version in its name. */
const isGlibc = /\/libc(\.so\.6|-2\.\d+\.so)$/m

/** Empty on systems other than Linux. */
function readMemoryMap(): string {
  try {
    return readFileSync('/proc/self/maps', 'utf8')
  } catch {
    return ''
  }
}

/** Opens a connection through libsql. */
export function openLibsql(Libsql: Libsql, file: string): SqliteConnection {
  try {
    return new LibsqlConnection(new Libsql(file), file !== ':memory:')
  } catch (error) {
    throw toSqliteError(error)
  }
}

class LibsqlConnection implements SqliteConnection {
  readonly #database: Database.Database
  readonly #isFile: boolean
  #isOpen = true

  constructor(database: Database.Database, isFile: boolean) {
    this.#database = database
    this.#isFile = isFile
  }

  /** libsql aborts the process when a closed database is asked. */
  get inTransaction(): boolean {
    return this.#isOpen && this.#database.inTransaction
  }

  exec(text: string): void {
    try {
      this.#database.exec(text)
    } catch (error) {
      throw toSqliteError(error)
    }
  }

  prepare(text: string): SqliteStatement {
    try {
      return new LibsqlStatement(this.#database.prepare(text))
    } catch (error) {
      throw toSqliteError(error)
    }
  }

  /**
   * libsql keeps the file open until its statements are garbage, which Windows would not let anybody
   * delete.
   */
  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#database.close()
    if (this.#isFile) await collectGarbage()
  }
}

class LibsqlStatement implements SqliteStatement {
  readonly #statement: Database.Statement

  constructor(statement: Database.Statement) {
    this.#statement = statement
  }

  all(values: readonly ColumnValue[]): readonly unknown[] {
    try {
      return this.#statement.all(values)
    } catch (error) {
      throw toSqliteError(error)
    }
  }

  first(values: readonly ColumnValue[]): unknown {
    try {
      return this.#statement.get(values)
    } catch (error) {
      throw toSqliteError(error)
    }
  }

  run(values: readonly ColumnValue[]): number {
    try {
      return this.#statement.run(values).changes
    } catch (error) {
      throw toSqliteError(error)
    }
  }
}

function toSqliteError(error: unknown): unknown {
  const { message, code } = error as { message: string; code?: string }
  return code?.startsWith('SQLITE_') ? new SqliteError(message, code, error) : error
}

/** Native objects are released in a later turn of the event loop. */
async function collectGarbage(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  const { runInNewContext } = await import('node:vm')
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  await new Promise((resolve) => setImmediate(resolve))
}

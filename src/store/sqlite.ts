import Database from 'libsql'
import type { Engine, Sql } from './engine.js'

/** Durability after a power failure: `full` loses nothing, `normal` may lose the last moments. */
export type Synchronous = 'normal' | 'full'

/**
 * Opens SQLite through libsql.
 *
 * @param file database file, or `:memory:`
 * @throws Error when the file cannot be opened or another process has locked it
 */
export function sqlite(file: string, synchronous: Synchronous = 'normal'): Engine {
  const database = new Database(file)
  if (file !== ':memory:') {
    database.exec('pragma journal_mode = wal')
    database.exec(`pragma synchronous = ${synchronous}`)
    // The exclusive lock prevents two emulators from using one file.
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit')
  }

  const statements = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }

  /** SQLite has one writer: transactions run one after the other. */
  let tail: Promise<unknown> = Promise.resolve()

  let closed = false

  /** Whether a transaction may still be open because its rollback failed. */
  let mayBeUncommitted = false

  /** On a full disk, SQLite may have rolled back by itself, or the rollback may fail. */
  const rollBack = () => {
    mayBeUncommitted = true
    if (database.inTransaction) database.exec('rollback')
    mayBeUncommitted = false
  }

  /**
   * Reads need no transaction, since no other transaction is running; it begins with the first
   * write.
   */
  function lazyTransaction() {
    let hasBegun = false
    const begin = () => {
      if (!hasBegun) database.exec('begin immediate')
      hasBegun = true
    }
    const sql: Sql = {
      rows: async <R>(text: string, values: readonly unknown[] = []) =>
        prepare(text).all(values) as R[],
      async run(text, values = []) {
        begin()
        return prepare(text).run(values).changes
      },
      async script(text) {
        begin()
        database.exec(text)
      },
    }
    return { sql, commit: () => void (hasBegun && database.exec('commit')) }
  }

  async function inTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    // libsql aborts the process when a closed database is asked whether it is in a transaction.
    if (closed) throw new Error('The database connection is not open')
    if (mayBeUncommitted) rollBack()
    const { sql, commit } = lazyTransaction()
    try {
      const result = await work(sql)
      commit()
      return result
    } catch (error) {
      try {
        rollBack()
      } catch {
        // Report the original error; the next transaction tries to roll back again.
      }
      throw error
    }
  }

  /**
   * libsql keeps the file open while statements exist, so release the lock explicitly for the next
   * process.
   */
  function releaseFile() {
    try {
      database.exec('pragma journal_mode = delete; pragma locking_mode = normal')
      prepare('select count(*) from migrations').get()
    } catch {
      // On a full disk, the lock is released when the process ends.
    }
  }

  return {
    isEphemeral: file === ':memory:',
    autoIncrementKey: 'integer primary key autoincrement',
    transaction(work) {
      const run = tail.then(() => inTransaction(work))
      tail = run.catch(() => {})
      return run
    },
    async close() {
      await tail
      closed = true
      if (file !== ':memory:') releaseFile()
      database.close()
    },
  }
}

import Database from 'libsql'
import type { Engine, Sql } from './engine.js'

/** How much of what was changed outlives a power cut: all of it, or all but the last moments. */
export type Synchronous = 'normal' | 'full'

/**
 * SQLite through libsql.
 *
 * @param file where to keep the world; `:memory:` forgets it at the end
 * @throws Error when it cannot be opened, or another process has it
 */
export function sqlite(file: string, synchronous: Synchronous = 'normal'): Engine {
  const database = new Database(file)
  if (file !== ':memory:') {
    database.exec('pragma journal_mode = wal')
    database.exec(`pragma synchronous = ${synchronous}`)
    // Two emulators on one file would each believe to be the only one, so the first keeps it.
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit')
  }

  const statements = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }

  /** SQLite has one writer: a change that is under way is never shared with another. */
  let tail: Promise<unknown> = Promise.resolve()

  let closed = false

  /** Whether a change may still be under way that could not be taken back. */
  let mayBeUncommitted = false

  /** When there is no room on the disk, SQLite may have rolled back by itself, or not at all. */
  const rollBack = () => {
    mayBeUncommitted = true
    if (database.inTransaction) database.exec('rollback')
    mayBeUncommitted = false
  }

  /** Nobody else is at work, so what only reads needs no transaction: it begins with the first write. */
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
    // libsql ends the whole process when a closed database is asked whether it is in a transaction.
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
        // What went wrong first is what there is to tell; the next change tries once more.
      }
      throw error
    }
  }

  /** libsql closes a file only when nothing is left of its statements; others may have it at once. */
  function releaseFile() {
    try {
      database.exec('pragma journal_mode = delete; pragma locking_mode = normal')
      prepare('select count(*) from migrations').get()
    } catch {
      // A full disk: the lock goes with the process then.
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

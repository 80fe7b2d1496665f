import type { CommitWriter, Engine, GroupedCommits, Sql } from './engine.js'
import { releaseFreePages } from './free-pages.js'
import { openSqlite } from './open-sqlite.js'
import schema from './schema.sql?raw'
import type { SqliteConnection, SqliteStatement } from './sqlite-connection.js'
import { closeDataFile, hasRoom, openDataFile, type Synchronous } from './sqlite-file.js'
import { StoreClosedError } from './store-closed-error.js'
import type { ColumnValue } from './table.js'
import { type WaitingRow, WaitingRows } from './waiting-rows.js'

/** Changes on disk that share one commit. */
interface CommitGroup {
  readonly committed: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Opens SQLite.
 *
 * On disk, where a commit costs more than most changes, all changes of one turn of the event loop
 * share one commit. None of them returns before it. Rows of changes that only put wait until several
 * of one table can be written together, until a statement names their table, or for the commit.
 *
 * @param file database file, or `:memory:`
 * @throws SqliteError when the file cannot be opened, is damaged, or is locked by another process
 */
export function sqlite(
  file: string,
  synchronous: Synchronous = 'full',
  open: (file: string) => SqliteConnection = openSqlite,
): Engine {
  const isEphemeral = file === ':memory:'
  const database = isEphemeral ? openMemory(open) : openDataFile(file, synchronous, open)

  const statements = new Map<string, SqliteStatement>()
  const prepare = (text: string): SqliteStatement => {
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }

  /** Rows of changes that have ended. On disk, a group holds their transaction. */
  const waiting = new WaitingRows((text, values) => prepare(text).run(values))

  /** SQLite has one writer: transactions and commits run one after the other. */
  let tail: Promise<unknown> = Promise.resolve()
  function enqueue<T>(run: () => T | Promise<T>): Promise<T> {
    const result = tail.then(run)
    tail = result.catch(() => {})
    return result
  }

  let closed = false

  /** Whether a transaction may still be open because its rollback failed. */
  let mayBeUncommitted = false

  /** On a full disk, SQLite may have rolled back by itself, or the rollback may fail. */
  const rollBack = () => {
    mayBeUncommitted = true
    if (database.inTransaction) database.exec('rollback')
    mayBeUncommitted = false
  }

  let writer: CommitWriter | undefined

  /** The open group, which holds the only transaction of the database. */
  let group: CommitGroup | undefined

  /** Commits after the transactions that are in line when this turn of the event loop ends. */
  function openGroup(): CommitGroup {
    database.exec('begin immediate')
    const opened = createGroup()
    setImmediate(() => enqueue(() => group === opened && commitGroup(opened)))
    return opened
  }

  function commitGroup(committing: CommitGroup): void {
    try {
      waiting.write()
      writer?.write((text, values = []) => prepare(text).run(values))
      database.exec('commit')
      group = undefined
      writer?.committed()
      committing.resolve()
    } catch (error) {
      failGroup(error)
    }
  }

  /** Rolls back all changes of the group. */
  function failGroup(error: unknown): void {
    const failed = group
    group = undefined
    if (failed) waiting.clear()
    failed?.reject(error)
    try {
      rollBack()
    } catch {
      // The next transaction tries to roll back again.
    }
  }

  function checkOpen(): void {
    if (closed) throw new StoreClosedError()
    if (mayBeUncommitted) rollBack()
  }

  /** Begins a transaction of its own, or a savepoint in the transaction of the group. */
  function begin(): void {
    if (isEphemeral) return void database.exec('begin immediate')
    group ??= openGroup()
    database.exec('savepoint change')
  }

  const endChange = () => database.exec(isEphemeral ? 'commit' : 'release change')

  /** Rolls back one change; the others of its group stay, unless SQLite has rolled back them too. */
  function undoChange(error: unknown, hasBegun: boolean): void {
    if (!group || !database.inTransaction) return failGroup(error)
    if (!hasBegun) return
    try {
      database.exec('rollback to change; release change')
    } catch {
      failGroup(error)
    }
  }

  /** A waiting row that cannot be written fails its group, since its change has ended. */
  function writeWaiting(write: () => void): void {
    try {
      write()
    } catch (error) {
      failGroup(error)
      throw error
    }
  }

  /** Puts the rows of a change that has done nothing else. */
  function addWaiting(rows: readonly WaitingRow[]): void {
    if (!isEphemeral) group ??= openGroup()
    writeWaiting(() => {
      for (const row of rows) waiting.add(row)
    })
  }

  /**
   * Reads need no transaction, since no other transaction is running; it begins with the first
   * write.
   */
  async function runChange<T>(work: (sql: Sql) => Promise<T>, onWrite = () => {}): Promise<T> {
    checkOpen()
    let hasBegun = false
    /** Rows that wait for the end of this change. */
    const ownRows: WaitingRow[] = []
    const beginOnce = () => {
      if (hasBegun) return
      onWrite()
      writeWaiting(() => waiting.write())
      begin()
      hasBegun = true
      for (const { statement, values } of ownRows.splice(0))
        prepare(statement.forRows(1)).run(values)
    }
    /** Writes the rows that a query may read. */
    const prepareQuery = (text: string) => {
      if (ownRows.some(({ statement }) => text.includes(statement.table))) beginOnce()
      else writeWaiting(() => waiting.write(text))
      return prepare(text)
    }
    const sql: Sql = {
      async rows<R>(text: string, values: readonly ColumnValue[] = []) {
        return prepareQuery(text).all(values) as R[]
      },
      async row<R>(text: string, values: readonly ColumnValue[] = []) {
        return prepareQuery(text).first(values) as R | undefined
      },
      async run(text, values = []) {
        beginOnce()
        return prepare(text).run(values)
      },
      async send(text, values = []) {
        beginOnce()
        prepare(text).run(values)
      },
      async put(statement, values) {
        if (!hasBegun) return void ownRows.push({ statement, values })
        beginOnce()
        prepare(statement.forRows(1)).run(values)
      },
      async script(text) {
        beginOnce()
        database.exec(text)
      },
    }
    try {
      const result = await work(sql)
      if (hasBegun) endChange()
      else if (ownRows.length > 0) {
        onWrite()
        addWaiting(ownRows)
      }
      return result
    } catch (error) {
      undoChange(error, hasBegun)
      throw error
    }
  }

  /** Returns after the commit of what the work wrote or read, after errors too. */
  async function runInGroup<T>(
    work: (sql: Sql) => Promise<T>,
    prepareGroup = () => {},
  ): Promise<T> {
    let committed: Promise<void> | undefined
    let hasWritten = false
    const result = enqueue(() => {
      prepareGroup()
      committed = group?.committed
      return runChange(work, () => {
        hasWritten = true
      }).finally(() => {
        // The change may have failed its group, and with it the changes that it has read.
        committed = group?.committed ?? committed
      })
    })
    await result.catch(() => {})
    try {
      await committed
    } catch (error) {
      if (hasWritten) throw error
      // A change of another caller failed, which this one may have read: read again without it.
      return runInGroup(work, commitOpenGroup)
    }
    return result
  }

  const commitOpenGroup = () => {
    if (group) commitGroup(group)
  }

  const commits: GroupedCommits = {
    rows: <R>(text: string, values: readonly ColumnValue[] = []) =>
      prepare(text).all(values) as R[],
    setWriter(newWriter) {
      writer = newWriter
    },
    async commit() {
      let committed: Promise<void> | undefined
      await enqueue(() => {
        checkOpen()
        group ??= openGroup()
        committed = group.committed
      })
      await committed
    },
  }

  const transaction: Engine['transaction'] = (work) =>
    isEphemeral ? enqueue(() => runChange(work)) : runInGroup(work)

  /** The file shrinks when the log is written back to it. */
  async function compact(maxMs: number): Promise<void> {
    await releaseFreePages(transaction, maxMs)
    await enqueue(() => {
      commitOpenGroup()
      database.exec('pragma wal_checkpoint(truncate)')
    })
  }

  return {
    isEphemeral,
    commits: isEphemeral ? undefined : commits,
    autoIncrementKey: 'integer primary key autoincrement',
    schema,
    transaction,
    compact: isEphemeral ? undefined : compact,
    copyTo: (copy) =>
      enqueue(() => {
        if (closed) throw new StoreClosedError()
        commitOpenGroup()
        waiting.write()
        database.prepare('vacuum into ?').run([copy])
      }),
    hasRoom: async () => isEphemeral || hasRoom(file),
    async close() {
      await tail
      while (group) await group.committed.catch(() => {})
      if (closed) return
      closed = true
      statements.clear()
      await (isEphemeral ? database.close() : closeDataFile(database))
    },
  }
}

function createGroup(): CommitGroup {
  let resolve = () => {}
  let reject: CommitGroup['reject'] = () => {}
  const committed = new Promise<void>((...functions) => {
    ;[resolve, reject] = functions
  })
  // Its changes report the error; there are none if all of them failed.
  committed.catch(() => {})
  return { committed, resolve, reject }
}

/** Two deliveries leave a quarter of a page of 4 KiB empty; nothing is written to a disk in pages. */
function openMemory(open: (file: string) => SqliteConnection): SqliteConnection {
  const database = open(':memory:')
  database.exec('pragma page_size = 16384')
  return database
}

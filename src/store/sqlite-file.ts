import { closeSync, openSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DataFileError } from './data-error.js'
import { type SqliteConnection, SqliteError } from './sqlite-connection.js'

/** Durability after a power failure: `full` loses nothing, `normal` may lose the last moments. */
export type Synchronous = 'normal' | 'full'

/** Bytes that must be free on the disk of the data file; with less, it counts as full. */
const minFreeBytes = 1024 * 1024

/**
 * The user version of a file that was closed in order. A file that is in use has 0, and so has one
 * after a crash, which may have damaged it.
 */
const closedInOrder = 1

/**
 * Opens a data file for this process alone, and checks it unless it was closed in order.
 *
 * @throws SqliteError when the file cannot be opened, is damaged, or is locked by another process
 */
export function openDataFile(
  file: string,
  synchronous: Synchronous,
  open: (file: string) => SqliteConnection,
): SqliteConnection {
  createPrivateFile(file)
  const database = open(file)
  try {
    // The exclusive lock prevents two emulators from using one file. It comes first, so that the log
    // needs no shared memory, which network drives lack.
    database.exec('pragma locking_mode = exclusive')
    // Takes effect in a new file only, and only before anything is written.
    database.exec('pragma auto_vacuum = incremental')
    database.exec('pragma journal_mode = wal')
    database.exec(`pragma synchronous = ${synchronous}`)
    database.exec('begin exclusive; commit')
    if (readPragma(database, 'user_version') !== closedInOrder) checkIntegrity(database)
    database.exec('pragma user_version = 0')
  } catch (error) {
    releaseFile(database)
    void database.close()
    throw error
  }
  return database
}

/** Marks the file as closed in order, and lets the next process open it. */
export async function closeDataFile(database: SqliteConnection): Promise<void> {
  try {
    database.exec(`pragma user_version = ${closedInOrder}`)
    database.exec('pragma journal_mode = delete')
  } catch {
    // On a full disk, the next start checks the file.
  }
  releaseFile(database)
  await database.close()
}

/** libsql keeps the file open for longer, so the lock is released explicitly. */
function releaseFile(database: SqliteConnection): void {
  try {
    database.exec('pragma locking_mode = normal')
    // The lock is released at the end of the next read.
    database.prepare('select count(*) from sqlite_master').all([])
  } catch {
    // On a full disk or with a damaged file, the lock is released when the process ends.
  }
}

/** Whether the disk of a data file has room for further changes. */
export async function hasRoom(file: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(file))
  return bavail * bsize >= minFreeBytes
}

/** SQLite gives the files beside it (-wal, -shm) the same mode. */
function createPrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
  } catch (error) {
    throw new DataFileError('The data file cannot be opened.', { cause: error })
  }
}

/** @throws Error with SQLite's code for a damaged file */
function checkIntegrity(database: SqliteConnection): void {
  const result = readPragma(database, 'quick_check(1)')
  if (result !== 'ok') throw new SqliteError(String(result), 'SQLITE_CORRUPT', undefined)
}

function readPragma(database: SqliteConnection, name: string): unknown {
  const [row] = database.prepare(`pragma ${name}`).all([]) as Record<string, unknown>[]
  return Object.values(row!)[0]
}

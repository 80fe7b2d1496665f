import pg from 'pg'
import type { Engine, Sql } from './engine.js'
import { postgresBus, timeoutOptions } from './postgres-bus.js'
import { toStatement } from './postgres-statement.js'

/**
 * SQLSTATE codes of transactions that lost a race and are retried: serialization failure and
 * deadlock, and unique violation and duplicate table, when another transaction created the row or
 * table after this one had looked.
 */
const serializationFailureCodes = new Set(['40001', '40P01', '23505', '42P07'])

/** Attempts of one transaction before it fails. */
const maxAttempts = 50

/** How many transactions of a process run serially after one has lost a race. */
const serialRunsAfterConflict = 50

/** Advisory lock taken by retried transactions so that they run one at a time. */
const retryLock = 6888

/**
 * Milliseconds after which the transaction of a suspended process is aborted, so that it does not
 * block others.
 */
const idleTransactionTimeout = 10_000

/** Timeout of a migration in milliseconds: an hour. */
const migrationTimeout = 3_600_000

/**
 * PostgreSQL through pg.
 *
 * @param url as `postgres://user:password@host:5432/database`
 */
export function postgres(url: string): Engine {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    pipeline: true,
    idle_in_transaction_session_timeout: idleTransactionTimeout,
    ...timeoutOptions,
  })
  // The pool replaces a broken connection; its user gets the error from the query.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  /**
   * Repeatable read is enough: two updates of one record conflict on its row, and two inserts of
   * one record on a unique index.
   */
  async function runOnce<T>(work: (sql: Sql) => Promise<T>, takesLock: boolean): Promise<T> {
    const client = await pool.connect()
    let result: T
    try {
      // Before the transaction begins, so that its snapshot includes the previous lock holder's
      // changes.
      if (takesLock) await client.query('select pg_advisory_lock($1)', [retryLock])
      // Pipelined with the first query, whose result reports whether this one failed.
      const begin = client.query('begin isolation level repeatable read')
      begin.catch(() => {})
      result = await work(createSql(client))
      await begin
      await client.query('commit')
    } catch (error) {
      await releaseClient(client, takesLock, () => client.query('rollback'))
      throw error
    }
    await releaseClient(client, takesLock)
    return result
  }

  /**
   * After a lost race, the next transactions of this process run serially, so that they do not
   * conflict with each other.
   */
  let serialRunsLeft = 0
  let serialQueue: Promise<unknown> = Promise.resolve()

  function runSerially<T>(work: (sql: Sql) => Promise<T>, takesLock: boolean): Promise<T> {
    const run = serialQueue.then(() => retryTransaction(work, takesLock))
    serialQueue = run.catch(() => {})
    return run
  }

  async function retryTransaction<T>(
    work: (sql: Sql) => Promise<T>,
    takesLock: boolean,
  ): Promise<T> {
    for (let attemptsLeft = maxAttempts; ; attemptsLeft--) {
      try {
        return await runOnce(work, takesLock || attemptsLeft < maxAttempts)
      } catch (error) {
        if (attemptsLeft === 0 || !isSerializationFailure(error)) throw error
        serialRunsLeft = serialRunsAfterConflict
      }
    }
  }

  return {
    autoIncrementKey: 'bigint generated always as identity primary key',
    migrationLock: 'select pg_advisory_xact_lock(6887)',
    transaction(work) {
      if (serialRunsLeft > 0) {
        serialRunsLeft--
        return runSerially(work, false)
      }
      return runOnce(work, false).catch((error: unknown) => {
        if (!isSerializationFailure(error)) throw error
        serialRunsLeft = serialRunsAfterConflict
        return runSerially(work, true)
      })
    },
    bus: postgresBus(url, pool),
    close: () => pool.end(),
  }
}

const isSerializationFailure = (error: unknown): boolean =>
  serializationFailureCodes.has((error as { code?: string }).code ?? '')

/**
 * A connection that cannot be cleaned up is closed instead of returned to the pool, which releases
 * its lock.
 */
async function releaseClient(
  client: pg.PoolClient,
  locked: boolean,
  cleanUp: () => Promise<unknown> = async () => {},
): Promise<void> {
  try {
    await cleanUp()
    if (locked) await client.query('select pg_advisory_unlock($1)', [retryLock])
    client.release()
  } catch {
    client.release(true)
  }
}

const createSql = (client: pg.PoolClient): Sql => ({
  async rows<R>(text: string, values = []) {
    return (await client.query({ ...toStatement(text), values: [...values] })).rows as R[]
  },
  async run(text, values = []) {
    return (await client.query({ ...toStatement(text), values: [...values] })).rowCount ?? 0
  },
  async script(text) {
    await client.query({ text, query_timeout: migrationTimeout } as pg.QueryConfig)
  },
})

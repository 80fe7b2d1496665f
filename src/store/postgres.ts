import pg from 'pg'
import type { Engine, Sql } from './engine.js'
import { timeoutOptions, postgresBus } from './postgres-bus.js'
import { toStatement } from './postgres-statement.js'

/**
 * Codes of changes that lost a race, and are run again: serialization and deadlock; and a row or a
 * table that another change made after this one had looked.
 */
const serializationFailureCodes = new Set(['40001', '40P01', '23505', '42P07'])

/** Tries of one change before it is given up. */
const maxAttempts = 50

/** So many changes of a process take turns after one of them has lost a race. */
const serialRunsAfterConflict = 50

/** Held by a change that lost a race, so that the losers run again one after the other. */
const retryLock = 6888

/** A process that is stopped in the middle of a change keeps others from it no longer, in milliseconds. */
const idleTransactionTimeout = 10_000

/** Bringing the schema up to date takes as long as it takes: an hour, in milliseconds. */
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
  // A connection that breaks is replaced by the next call; whoever used it hears by its answer.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  /**
   * Two changes of one thing are a race by its row, and two that make the same thing by a unique
   * index: that is all the isolation the marketplace needs.
   */
  async function runOnce<T>(work: (sql: Sql) => Promise<T>, takesLock: boolean): Promise<T> {
    const client = await pool.connect()
    let result: T
    try {
      // Before the transaction begins, so that it sees what the one in front has done.
      if (takesLock) await client.query('select pg_advisory_lock($1)', [retryLock])
      // On its way together with the first question, whose answer says when this one failed.
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

  /** After a lost race the next changes of this process take turns, so that they lose none to one another. */
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

/** A connection that cannot be tidied up is not given back to the pool; its lock goes with it. */
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

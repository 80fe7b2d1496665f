import pg from 'pg'
import type { Engine, Sql } from './engine.js'
import { postgresBus, timeoutOptions } from './postgres-bus.js'
import { toStatement } from './postgres-statement.js'
import { StoreClosedError } from './store-closed-error.js'
import type { ColumnValue } from './table.js'

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
  let closed = false

  async function runOnce<T>(work: (sql: Sql) => Promise<T>, takesLock: boolean): Promise<T> {
    if (closed) throw new StoreClosedError()
    const transaction = new PostgresTransaction(pool, takesLock)
    try {
      const result = await work(transaction.sql)
      await transaction.commit()
      return result
    } catch (error) {
      throw await transaction.rollBack(error)
    }
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
    close() {
      closed = true
      return pool.end()
    },
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

/** A transaction, for which a connection is taken when its first statement runs. */
class PostgresTransaction {
  readonly #pool: pg.Pool
  readonly #takesLock: boolean
  #connecting: Promise<pg.PoolClient> | undefined
  #hasWritten = false
  /** Statements for whose results only the commit waits. */
  readonly #inFlight: Promise<unknown>[] = []
  #firstError: unknown

  constructor(pool: pg.Pool, takesLock: boolean) {
    this.#pool = pool
    this.#takesLock = takesLock
  }

  readonly sql: Sql = {
    rows: async <R>(text: string, values: readonly ColumnValue[] = []) =>
      (await (await this.#connect()).query(toQuery(text, values))).rows as R[],
    row: async <R>(text: string, values: readonly ColumnValue[] = []) =>
      (await this.sql.rows<R>(text, values))[0],
    run: async (text, values = []) => {
      const client = await this.#connect()
      this.#hasWritten = true
      return (await client.query(toQuery(text, values))).rowCount ?? 0
    },
    send: async (text, values = []) => {
      const client = await this.#connect()
      this.#hasWritten = true
      this.#track(client.query(toQuery(text, values)))
    },
    put: (statement, values) => this.sql.send(statement.forRows(1), values),
    script: async (text) => {
      const client = await this.#connect()
      this.#hasWritten = true
      await client.query({ text, query_timeout: migrationTimeout } as pg.QueryConfig)
    },
  }

  /** The commit goes out together with the last writes. */
  async commit(): Promise<void> {
    if (!this.#connecting) return
    const client = await this.#connecting
    const committed = client.query('commit')
    if (!this.#hasWritten && !this.#takesLock) return void releaseAfter(client, committed)
    this.#track(committed)
    await Promise.all(this.#inFlight)
    if (this.#firstError) throw this.#firstError
    await releaseClient(client, this.#takesLock)
  }

  /** @returns the error that came first: it makes all later statements fail */
  async rollBack(error: unknown): Promise<unknown> {
    const client = await this.#connecting?.catch(() => undefined)
    if (client) await releaseClient(client, this.#takesLock, () => client.query('rollback'))
    return this.#firstError ?? error
  }

  #connect(): Promise<pg.PoolClient> {
    this.#connecting ??= this.#begin()
    return this.#connecting
  }

  /**
   * Repeatable read is enough: two updates of one record conflict on its row, and two inserts of
   * one record on a unique index.
   */
  async #begin(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect()
    // Before the transaction begins, so that its snapshot includes the previous lock holder's changes.
    if (this.#takesLock) await takeLock(client)
    // Pipelined with the first statement.
    this.#track(client.query('begin isolation level repeatable read'))
    return client
  }

  #track(query: Promise<unknown>): void {
    const settled = query.catch((error: unknown) => {
      this.#firstError ??= error
    })
    this.#inFlight.push(settled)
  }
}

async function takeLock(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('select pg_advisory_lock($1)', [retryLock])
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Nothing waits for the end of a transaction that only read. */
async function releaseAfter(client: pg.PoolClient, committed: Promise<unknown>): Promise<void> {
  try {
    await committed
    client.release()
  } catch {
    client.release(true)
  }
}

const toQuery = (text: string, values: readonly ColumnValue[]) => ({
  ...toStatement(text),
  values: [...values],
})

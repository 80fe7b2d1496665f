import pg from 'pg'
import type { Engine, Sql } from './engine.js'
import { patience, postgresBus } from './postgres-bus.js'
import { statementFor } from './postgres-statement.js'

/**
 * Codes of changes that lost a race, and are run again: serialization and deadlock; and a row or a
 * table that another change made after this one had looked.
 */
const lostRace = new Set(['40001', '40P01', '23505', '42P07'])

/** Tries of one change before it is given up. */
const tries = 50

/** Held by a change that lost a race, so that the losers run again one after the other. */
const queueOfLosers = 6888

/** Bringing the schema up to date takes as long as it takes: an hour, in milliseconds. */
const aLongTime = 3_600_000

/**
 * PostgreSQL through pg.
 *
 * @param url as `postgres://user:password@host:5432/database`
 */
export function postgres(url: string): Engine {
  const pool = new pg.Pool({ connectionString: url, max: 10, pipeline: true, ...patience })
  // A connection that breaks is replaced by the next call; whoever used it hears by its answer.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  /**
   * Two changes of one thing are a race by its row, and two that make the same thing by a unique
   * index: that is all the isolation the marketplace needs.
   */
  async function once<T>(work: (sql: Sql) => Promise<T>, waits: boolean): Promise<T> {
    const client = await pool.connect()
    let result: T
    try {
      // Before the transaction begins, so that it sees what the one in front has done.
      if (waits) await client.query('select pg_advisory_lock($1)', [queueOfLosers])
      // On its way together with the first question, whose answer says when this one failed.
      const begun = client.query('begin isolation level repeatable read')
      begun.catch(() => {})
      result = await work(sqlOn(client))
      await begun
      await client.query('commit')
    } catch (error) {
      await giveBack(client, waits, () => client.query('rollback'))
      throw error
    }
    await giveBack(client, waits)
    return result
  }

  return {
    countingKey: 'bigint generated always as identity primary key',
    migrationLock: 'select pg_advisory_xact_lock(6887)',
    async transaction(work) {
      for (let left = tries - 1; ; left--) {
        try {
          return await once(work, left < tries - 1)
        } catch (error) {
          if (left === 0 || !lostRace.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    },
    bus: postgresBus(url, pool),
    close: () => pool.end(),
  }
}

/** A connection that cannot be tidied up is not given back to the pool; its lock goes with it. */
async function giveBack(
  client: pg.PoolClient,
  locked: boolean,
  tidy: () => Promise<unknown> = async () => {},
): Promise<void> {
  try {
    await tidy()
    if (locked) await client.query('select pg_advisory_unlock($1)', [queueOfLosers])
    client.release()
  } catch {
    client.release(true)
  }
}

const sqlOn = (client: pg.PoolClient): Sql => ({
  async rows<R>(text: string, values = []) {
    return (await client.query({ ...statementFor(text), values: [...values] })).rows as R[]
  },
  async run(text, values = []) {
    return (await client.query({ ...statementFor(text), values: [...values] })).rowCount ?? 0
  },
  async script(text) {
    await client.query({ text, query_timeout: aLongTime } as pg.QueryConfig)
  },
})

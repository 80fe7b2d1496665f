import pg from 'pg'
import type { Engine, Sql } from './engine.js'
import { postgresBus } from './postgres-bus.js'
import type { Column } from './table.js'

/**
 * Codes of changes that lost a race, and are run again: serialization and deadlock; and a row or a
 * table that another change made after this one had looked.
 */
const lostRace = new Set(['40001', '40P01', '23505', '42P07'])

/** Tries of one change before it is given up. */
const tries = 50

/** Held by a change that lost a race, so that the losers run again one after the other. */
const queueOfLosers = 6888

/**
 * PostgreSQL through pg.
 *
 * @param url as `postgres://user:password@host:5432/database`
 */
export function postgres(url: string): Engine {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // A connection that breaks while nobody uses it is replaced by the next call.
  pool.on('error', () => {})

  /**
   * Two changes of one thing are a race by its row, and two that make the same thing by a unique
   * index: that is all the isolation the marketplace needs.
   */
  async function once<T>(work: (sql: Sql) => Promise<T>, waits: boolean): Promise<T> {
    const client = await pool.connect()
    try {
      // Before the transaction begins, so that it sees what the one in front has done.
      if (waits) await client.query('select pg_advisory_lock($1)', [queueOfLosers])
      await client.query('begin isolation level repeatable read')
      const result = await work(sqlOn(client))
      await client.query('commit')
      if (waits) await client.query('select pg_advisory_unlock($1)', [queueOfLosers])
      client.release()
      return result
    } catch (error) {
      // A connection that cannot even roll back is not given back to the pool; its lock goes with it.
      const broken = await client
        .query('rollback')
        .then(async () => {
          if (waits) await client.query('select pg_advisory_unlock($1)', [queueOfLosers])
        })
        .then(
          () => false,
          () => true,
        )
      client.release(broken)
      throw error
    }
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

const sqlOn = (client: pg.PoolClient): Sql => ({
  async rows<R>(text: string, values: readonly Column[] = []) {
    return (await client.query(numbered(text), [...values])).rows as R[]
  },
  async run(text, values = []) {
    return (await client.query(numbered(text), [...values])).rowCount ?? 0
  },
  async script(text) {
    await client.query(text)
  },
})

/** PostgreSQL numbers what stands for values: `$1`, `$2`. No text of ours has a question mark else. */
function numbered(text: string): string {
  let number = 0
  return text.replace(/\?/g, () => `$${++number}`)
}

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

/** So many changes of a process take turns after one of them has lost a race. */
const turnsAfterRace = 50

/** Held by a change that lost a race, so that the losers run again one after the other. */
const queueOfLosers = 6888

/** A process that is stopped in the middle of a change keeps others from it no longer, in milliseconds. */
const longestThought = 10_000

/** Bringing the schema up to date takes as long as it takes: an hour, in milliseconds. */
const aLongTime = 3_600_000

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
    idle_in_transaction_session_timeout: longestThought,
    ...patience,
  })
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

  /** After a lost race the next changes of this process take turns, so that they lose none to one another. */
  let turns = 0
  let line: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: (sql: Sql) => Promise<T>, waits: boolean): Promise<T> {
    const turn = line.then(() => untilWon(work, waits))
    line = turn.catch(() => {})
    return turn
  }

  async function untilWon<T>(work: (sql: Sql) => Promise<T>, waits: boolean): Promise<T> {
    for (let left = tries; ; left--) {
      try {
        return await once(work, waits || left < tries)
      } catch (error) {
        if (left === 0 || !hasLostRace(error)) throw error
        turns = turnsAfterRace
      }
    }
  }

  return {
    countingKey: 'bigint generated always as identity primary key',
    migrationLock: 'select pg_advisory_xact_lock(6887)',
    transaction(work) {
      if (turns > 0) {
        turns--
        return inTurn(work, false)
      }
      return once(work, false).catch((error: unknown) => {
        if (!hasLostRace(error)) throw error
        turns = turnsAfterRace
        return inTurn(work, true)
      })
    },
    bus: postgresBus(url, pool),
    close: () => pool.end(),
  }
}

const hasLostRace = (error: unknown): boolean =>
  lostRace.has((error as { code?: string }).code ?? '')

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

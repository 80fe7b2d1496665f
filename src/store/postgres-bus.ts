import pg from 'pg'
import type { Bus } from './engine.js'

/** How long to wait for a connection, and for an answer, in milliseconds: a server may hang. */
export const patience = { connectionTimeoutMillis: 5000, query_timeout: 30_000, keepAlive: true }

/** Whether a connection is dead is known after so many milliseconds. */
const sign = { text: 'select 1', query_timeout: 5000 } as pg.QueryConfig

const channel = 'mturk_local'
/** PostgreSQL takes less than 8,000 bytes at once. */
const longest = 7900

/** Calls between processes by PostgreSQL's NOTIFY, on a connection of its own. */
export function postgresBus(url: string, pool: pg.Pool): Bus {
  return {
    async call(text) {
      // What is too long to tell is no loss: a call only saves the others from looking later.
      if (Buffer.byteLength(text) < longest)
        await pool.query('select pg_notify($1, $2)', [channel, text])
    },

    async now() {
      const { rows } = await pool.query<{ now: number }>(
        'select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now',
      )
      return rows[0]!.now
    },

    listen({ heard, missed, lost }) {
      let client: pg.Client | undefined
      let before = false
      let ended = false

      async function connect(): Promise<void> {
        const fresh = new pg.Client({ connectionString: url, ...patience })
        const isLost = () => {
          if (client !== fresh) return
          client = undefined
          if (!ended) lost()
        }
        fresh.on('error', isLost)
        fresh.on('end', isLost)
        fresh.on('notification', ({ payload }) => payload && heard(payload))
        try {
          await fresh.connect()
          await fresh.query(`listen ${channel}`)
        } catch (error) {
          await fresh.end().catch(() => {})
          throw error
        }
        if (ended) return fresh.end()
        client = fresh
      }

      return {
        async renew() {
          // A connection may be dead for long before anybody notices, unless it is used.
          await client?.query(sign).catch(() => client?.end())
          if (client || ended) return
          await connect()
          if (before) missed()
          before = true
        },
        async stop() {
          ended = true
          await client?.end()
        },
      }
    },
  }
}

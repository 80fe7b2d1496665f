import pg from 'pg'
import type { MessageBus } from './engine.js'

/** How long to wait for a connection, and for an answer, in milliseconds: a server may hang. */
export const timeoutOptions = {
  connectionTimeoutMillis: 5000,
  query_timeout: 30_000,
  keepAlive: true,
}

/** Whether a connection is dead is known after so many milliseconds. */
const probeQuery = { text: 'select 1', query_timeout: 5000 } as pg.QueryConfig

const channel = 'mturk_local'
/** PostgreSQL takes less than 8,000 bytes at once. */
const maxPayloadBytes = 7900

/** Calls between processes by PostgreSQL's NOTIFY, on a connection of its own. */
export function postgresBus(url: string, pool: pg.Pool): MessageBus {
  return {
    async publish(text) {
      // What is too long to tell is no loss: a call only saves the others from looking later.
      if (Buffer.byteLength(text) < maxPayloadBytes)
        await pool.query('select pg_notify($1, $2)', [channel, text])
    },

    async now() {
      const { rows } = await pool.query<{ now: number }>(
        'select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now',
      )
      return rows[0]!.now
    },

    subscribe({ onMessage, onGap, onDisconnect }) {
      let client: pg.Client | undefined
      let hasConnected = false
      let isClosed = false

      async function connect(): Promise<void> {
        const fresh = new pg.Client({ connectionString: url, ...timeoutOptions })
        const onLost = () => {
          if (client !== fresh) return
          client = undefined
          if (!isClosed) onDisconnect()
        }
        fresh.on('error', onLost)
        fresh.on('end', onLost)
        fresh.on('notification', ({ payload }) => payload && onMessage(payload))
        try {
          await fresh.connect()
          await fresh.query(`listen ${channel}`)
        } catch (error) {
          await fresh.end().catch(() => {})
          throw error
        }
        if (isClosed) return fresh.end()
        client = fresh
      }

      return {
        async ensureConnected() {
          // A connection may be dead for long before anybody notices, unless it is used.
          await client?.query(probeQuery).catch(() => client?.end())
          if (client || isClosed) return
          await connect()
          if (hasConnected) onGap()
          hasConnected = true
        },
        async close() {
          isClosed = true
          await client?.end()
        },
      }
    },
  }
}

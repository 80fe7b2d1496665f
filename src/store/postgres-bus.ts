import pg from 'pg'
import type { MessageBus } from './engine.js'

/** Timeouts of connecting and of queries, in milliseconds: a server may hang. */
export const timeoutOptions = {
  connectionTimeoutMillis: 5000,
  query_timeout: 30_000,
  keepAlive: true,
}

/** A connection that does not respond within this time is dead. */
const probeQuery = { text: 'select 1', query_timeout: 5000 } as pg.QueryConfig

const channel = 'mturk_local'
/** NOTIFY takes less than 8,000 bytes. */
const maxPayloadBytes = 7900

/** Messages between processes by PostgreSQL's NOTIFY, received on a connection of its own. */
export function postgresBus(url: string, pool: pg.Pool): MessageBus {
  return {
    async publish(text) {
      // Other processes find the change later even when the message is too long to be sent.
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
          // A dead connection may go unnoticed unless it is used.
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

import pg from 'pg'
import type { Bus } from './engine.js'

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

    listen(listener) {
      let client: pg.Client | undefined

      async function renew(): Promise<void> {
        if (client) return
        const fresh = new pg.Client({ connectionString: url })
        const lost = () => {
          if (client === fresh) client = undefined
        }
        fresh.on('error', lost)
        fresh.on('end', lost)
        fresh.on('notification', ({ payload }) => payload && listener(payload))
        await fresh.connect()
        await fresh.query(`listen ${channel}`)
        client = fresh
      }

      return {
        renew,
        async stop() {
          await client?.end()
        },
      }
    },
  }
}

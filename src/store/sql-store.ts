import type { Engine, Sql } from './engine.js'
import { migrate } from './migrate.js'
import { thingsIn } from './sql-things.js'
import type { Store, Transaction } from './store.js'
import type { Table } from './table.js'
import { tables } from './tables.js'

/** A store in any database the engine speaks to, its tables brought up to date first. */
export async function sqlStore(engine: Engine): Promise<Store> {
  await migrate(engine)
  return {
    transaction: (work) => engine.transaction((sql) => work(transactionOn(sql))),
    bus: engine.bus,
    forgets: engine.forgets,
    close: () => engine.close(),
  }
}

const kinds = Object.entries(tables).map(
  ([name, kept]) => [name, thingsIn(kept as unknown as Table<object, never, string>)] as const,
)

/** What is read or written by a kind's name is made ready when it is first asked for. */
class SqlTransaction {
  readonly sql: Sql
  readonly ready = new Map<string, object>()

  constructor(sql: Sql) {
    this.sql = sql
  }
}

// Said once for all transactions: most of them touch two or three kinds of the many.
for (const [name, thingsOn] of kinds)
  Object.defineProperty(SqlTransaction.prototype, name, {
    get(this: SqlTransaction) {
      const things = this.ready.get(name) ?? thingsOn(this.sql)
      this.ready.set(name, things)
      return things
    },
  })

const transactionOn = (sql: Sql): Transaction => new SqlTransaction(sql) as unknown as Transaction

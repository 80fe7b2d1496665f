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
    close: () => engine.close(),
  }
}

const kinds = Object.entries(tables).map(
  ([name, kept]) => [name, thingsIn(kept as unknown as Table<object, never, string>)] as const,
)

/** A kind's statements are made when it is first asked for: most changes touch two or three kinds. */
function transactionOn(sql: Sql): Transaction {
  const transaction = {}
  for (const [name, thingsOn] of kinds) {
    let things: object | undefined
    Object.defineProperty(transaction, name, {
      get: () => {
        things ??= thingsOn(sql)
        return things
      },
    })
  }
  return transaction as Transaction
}

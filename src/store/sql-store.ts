import type { Engine, Sql } from './engine.js'
import { migrate } from './migrate.js'
import { createReceiverStore } from './receiver-store.js'
import { sqlRepository } from './sql-repository.js'
import type { Store, Transaction } from './store.js'
import type { TableDefinition } from './table.js'
import { tables } from './tables.js'

/**
 * Opens a store on an engine and migrates its schema.
 *
 * @throws SchemaError when the data has a schema that cannot be used
 */
export async function sqlStore(engine: Engine): Promise<Store> {
  const migratedFrom = await migrate(engine)
  return {
    transaction: (work) => engine.transaction((sql) => work(createTransaction(sql))),
    bus: engine.bus,
    isEphemeral: engine.isEphemeral,
    migratedFrom,
    copyTo: engine.copyTo,
    hasRoom: engine.hasRoom,
    receivers: engine.commits && createReceiverStore(engine.commits),
    compact: engine.compact,
    close: () => engine.close(),
  }
}

const repositoryFactories = Object.entries(tables).map(
  ([name, definition]) =>
    [name, sqlRepository(definition as unknown as TableDefinition<object, never, string>)] as const,
)

/** Creates the repository of a table when it is first used. */
class SqlTransaction {
  readonly sql: Sql
  readonly repositories = new Map<string, object>()

  constructor(sql: Sql) {
    this.sql = sql
  }
}

// Defined once on the prototype: most transactions use two or three of the many tables.
for (const [name, createRepository] of repositoryFactories)
  Object.defineProperty(SqlTransaction.prototype, name, {
    get(this: SqlTransaction) {
      const repository = this.repositories.get(name) ?? createRepository(this.sql)
      this.repositories.set(name, repository)
      return repository
    },
  })

const createTransaction = (sql: Sql): Transaction =>
  new SqlTransaction(sql) as unknown as Transaction

import type { Repository, Store, Transaction } from '../../store/store.js'
import type { TableDefinition } from '../../store/table.js'
import { tables } from '../../store/tables.js'

/** Tables that are not part of a snapshot: past deliveries, live processes and tickets. */
const excludedTables = ['deliveries', 'processes', 'tickets']

const tableNames = Object.keys(tables).filter(
  (kind) => !excludedTables.includes(kind),
) as (keyof Transaction)[]

export type Snapshot = Readonly<Record<string, readonly object[]>>

/** Reads the whole marketplace as plain values, each table in order of insertion. */
export const readSnapshot = (store: Store): Promise<Snapshot> =>
  store.transaction(async (tx) => {
    const snapshot: Record<string, readonly object[]> = {}
    for (const kind of tableNames) {
      const records = await (tx[kind] as Repository<object>).list({})
      if (records.length > 0) snapshot[kind] = records.map(({ record }) => record)
    }
    return snapshot
  })

/**
 * Writes a snapshot into an empty store.
 *
 * @throws Error naming an unknown table
 */
export const writeSnapshot = (store: Store, snapshot: Snapshot): Promise<void> =>
  store.transaction(async (tx) => {
    for (const [kind, records] of Object.entries(snapshot)) {
      if (!tableNames.includes(kind as keyof Transaction))
        throw new Error(`there is no kind ${kind}.`)
      const { deserialize } = tables[kind as keyof Transaction] as unknown as TableDefinition<
        object,
        never,
        string
      >
      for (const record of records)
        await (tx[kind as keyof Transaction] as Repository<object>).put(deserialize(record))
    }
  })

import type { Sql } from '../engine.js'

interface StoredRecord<T> {
  readonly position: number | string
  readonly record: T
}

const rowsAtOnce = 1000

/** The records of a table that satisfy a condition, of which only some are in memory at once. */
export async function* readRecords<T>(
  sql: Sql,
  table: string,
  condition = '1 = 1',
): AsyncGenerator<StoredRecord<T>> {
  let after: number | string = 0
  for (;;) {
    const rows: readonly StoredRecord<string>[] = await sql.rows(
      `select position, "record" from ${table} where position > ? and ${condition} order by position limit ${rowsAtOnce}`,
      [after],
    )
    for (const { position, record } of rows) yield { position, record: JSON.parse(record) as T }
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)!.position
  }
}

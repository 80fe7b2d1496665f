import { readBatchId } from '../../domain/batches/annotation.js'
import type { HitRecord } from '../../domain/hit.js'
import type { Sql } from '../engine.js'

interface HitRow {
  readonly position: number | string
  readonly record: string
}

const rowsAtOnce = 1000

/** Writes the batch of each HIT that was created before there was a column for it. */
export async function fillBatches(sql: Sql): Promise<void> {
  let after: HitRow['position'] = 0
  for (;;) {
    const rows: readonly HitRow[] = await sql.rows(
      `select position, "record" from hits where position > ? and "record" like '%"BatchId:%' order by position limit ${rowsAtOnce}`,
      [after],
    )
    for (const { position, record } of rows) {
      const batchId = readBatchId((JSON.parse(record) as HitRecord).requesterAnnotation)
      if (batchId !== undefined)
        await sql.run('update hits set "batch" = ? where position = ?', [batchId, position])
    }
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)!.position
  }
}

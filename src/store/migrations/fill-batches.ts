import { readBatchId } from '../../domain/batches/annotation.js'
import type { HitRecord } from '../../domain/hit.js'
import type { Sql } from '../engine.js'
import { readRecords } from './read-records.js'

/** Writes the batch of each HIT that was created before there was a column for it. */
export async function fillBatches(sql: Sql): Promise<void> {
  const mayHaveBatch = `"record" like '%"BatchId:%'`
  for await (const { position, record } of readRecords<HitRecord>(sql, 'hits', mayHaveBatch)) {
    const batchId = readBatchId(record.requesterAnnotation)
    if (batchId !== undefined)
      await sql.run('update hits set "batch" = ? where position = ?', [batchId, position])
  }
}

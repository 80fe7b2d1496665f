import { buildHitInput, hitExistsCode, type NewBatch } from '../../domain/batches/hit-input.js'
import { mapConcurrently } from './map-concurrently.js'
import { type CallOperation, RequesterError } from './requester-client.js'

/**
 * Creates a HIT for each row. Rows whose HIT an earlier call created are counted, not created again.
 *
 * @throws Error naming the line of the row that was refused, and how to continue
 */
export async function createBatch(
  call: CallOperation,
  batch: NewBatch,
  concurrency: number,
): Promise<{ readonly created: number; readonly existing: number }> {
  const { batchId, table } = batch
  const { HITTypeId } = await call<{ readonly HITTypeId: string }>('CreateHITType', batch.hitType)
  const rows = table.rows.map((csvRow, index) => ({ csvRow, row: index + 1 }))
  const outcomes = await mapConcurrently(rows, concurrency, async ({ csvRow, row }) => {
    try {
      await call('CreateHITWithHITType', buildHitInput(batch, HITTypeId, csvRow, row))
      return 'created'
    } catch (error) {
      if (!(error instanceof RequesterError)) throw error
      if (error.code === hitExistsCode) return 'existing'
      throw new Error(
        `The HIT of line ${csvRow.line} of ${table.file} was refused. ${error.message} To create the HITs that are missing, correct it and add --batch ${batchId}.`,
      )
    }
  })
  const created = outcomes.filter((outcome) => outcome === 'created').length
  return { created, existing: rows.length - created }
}

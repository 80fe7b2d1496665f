import { createHash } from 'node:crypto'
import { formatAnnotation } from './annotation.js'
import type { CsvRow, CsvTable } from './csv-file.js'
import { mapConcurrently } from './map-concurrently.js'
import { type CallOperation, RequesterError } from './requester-client.js'
import { buildRowQuestion } from './template.js'

export interface NewBatch {
  readonly batchId: string
  readonly page: string
  readonly table: CsvTable
  /** Input of CreateHITType. */
  readonly hitType: object
  readonly maxAssignments: number
  readonly lifetimeInSeconds: number
  readonly frameHeight: number
  /** Whether values are escaped, rather than inserted as HTML. */
  readonly valuesAreText: boolean
  readonly concurrency: number
}

/**
 * Creates a HIT for each row. Rows whose HIT an earlier call created are counted, not created again.
 *
 * @throws Error naming the line of the row that was refused, and how to continue
 */
export async function createBatch(
  call: CallOperation,
  batch: NewBatch,
): Promise<{ readonly created: number; readonly existing: number }> {
  const { batchId, page, table, frameHeight, valuesAreText } = batch
  const { HITTypeId } = await call('CreateHITType', batch.hitType)
  const annotation = formatAnnotation(batchId, page)
  let created = 0

  const createHit = async ({ row, csvRow }: NumberedRow): Promise<void> => {
    const question = buildRowQuestion(page, csvRow, { row, frameHeight, valuesAreText })
    try {
      await call('CreateHITWithHITType', {
        HITTypeId,
        MaxAssignments: batch.maxAssignments,
        LifetimeInSeconds: batch.lifetimeInSeconds,
        Question: question,
        RequesterAnnotation: annotation,
        UniqueRequestToken: createRequestToken(batchId, question),
      })
      created++
    } catch (error) {
      if (!(error instanceof RequesterError)) throw error
      if (error.code === 'AWS.MechanicalTurk.HitAlreadyExists') return
      throw new Error(
        `The HIT of line ${csvRow.line} of ${table.file} was refused. ${error.message} To create the HITs that are missing, correct it and add --batch ${batchId}.`,
      )
    }
  }
  const rows = table.rows.map((csvRow, index) => ({ row: index + 1, csvRow }))
  await mapConcurrently(rows, batch.concurrency, createHit)
  return { created, existing: rows.length - created }
}

interface NumberedRow {
  readonly row: number
  readonly csvRow: CsvRow
}

/** The same for the same row of a batch, at most 64 characters. */
const createRequestToken = (batchId: string, question: string): string =>
  `batch-${batchId}-${createHash('sha256').update(question).digest('hex').slice(0, 32)}`

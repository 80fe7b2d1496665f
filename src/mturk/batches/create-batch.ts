import { yieldToEventLoop } from '../../core/timer.js'
import { buildHitInput, hitExistsCode, type NewBatch } from '../../domain/batches/hit-input.js'
import { BatchInputError } from '../../domain/batches/input-error.js'
import { RequestError } from '../../domain/errors.js'
import type { Caller, Marketplace } from '../marketplace.js'
import { CreateHITType } from '../operations/CreateHITType.js'
import { CreateHITWithHITType } from '../operations/CreateHITWithHITType.js'
import { checkQuestion } from '../operations/create-hit.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'
import { findRefusedColumn } from './find-refused-column.js'
import { readRefusal } from './refusal.js'

/** What one request may create, which is one transaction. */
const maxRows = 5000
const maxQuestionCharacters = 64_000_000

/** After so many rows, requests that need no transaction are answered. */
const rowsPerTurn = 20

/**
 * Creates a HIT for each row, or none. Rows whose HIT an earlier call created are counted, not
 * created again.
 *
 * @throws BatchInputError naming the line that is refused, and the column if one is the reason
 */
export async function createBatchHits(
  marketplace: Marketplace,
  caller: Caller,
  batch: NewBatch,
): Promise<{ readonly created: number; readonly existing: number }> {
  checkSize(batch)
  return inTransaction(marketplace, caller, async (context) => {
    const { HITTypeId } = await createHitType(context, batch)
    let created = 0
    for (const index of batch.table.rows.keys()) {
      if (await createRowHit(context, batch, HITTypeId!, index)) created++
      if (index % rowsPerTurn === rowsPerTurn - 1) await yieldToEventLoop()
    }
    return { created, existing: batch.table.rows.length - created }
  })
}

function checkSize({ page, table: { rows } }: NewBatch): void {
  if (rows.length > maxRows)
    throw new BatchInputError(
      `The CSV file has ${rows.length} rows, and at most ${maxRows} HITs are created at once. Divide it, or create the batch with mturk-local batch create.`,
    )
  if (rows.length * page.length > maxQuestionCharacters)
    throw new BatchInputError(
      `The template has ${page.length} characters, which for ${rows.length} rows is more than ${maxQuestionCharacters} together. Divide the CSV file, or load what is large in the template from elsewhere.`,
    )
}

async function createHitType(context: UnitOfWork, { hitType }: NewBatch) {
  try {
    return await CreateHITType.run(hitType, context)
  } catch (error) {
    throw new BatchInputError(readRefusal(error))
  }
}

/** @returns false if the HIT was created by an earlier call */
async function createRowHit(
  context: UnitOfWork,
  batch: NewBatch,
  hitTypeId: string,
  index: number,
): Promise<boolean> {
  const row = batch.table.rows[index]!
  try {
    await CreateHITWithHITType.run(buildHitInput(batch, hitTypeId, row, index + 1), context)
    return true
  } catch (error) {
    if (error instanceof RequestError && error.turkErrorCode === hitExistsCode) return false
    const refusal = readRefusal(error)
    const column = await findRefusedColumn(batch, row, (question) =>
      checkQuestion(context, question),
    )
    const reason = column === undefined ? '' : ` because of its column ${column}`
    throw new BatchInputError(
      `The HIT of line ${row.line} of the CSV file was refused${reason}. ${refusal} No HIT was created.`,
    )
  }
}

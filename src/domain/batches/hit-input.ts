import { createHash } from 'node:crypto'
import { formatAnnotation } from './annotation.js'
import type { CsvRow, CsvTable } from './csv-table.js'
import { buildRowQuestion } from './template.js'

/** A HIT for each row of a table. */
export interface NewBatch {
  readonly batchId: string
  /** HTML with variables. */
  readonly page: string
  readonly table: CsvTable
  /** Input of CreateHITType. */
  readonly hitType: {
    readonly Title: string
    readonly Description: string
    readonly Keywords: string | undefined
    readonly Reward: string
    readonly AssignmentDurationInSeconds: number
    readonly AutoApprovalDelayInSeconds: number
  }
  readonly maxAssignments: number
  readonly lifetimeInSeconds: number
  readonly frameHeight: number
  /** Whether values are escaped, rather than inserted as HTML. */
  readonly valuesAreText: boolean
}

/** The input of CreateHITWithHITType for a row. @param row position in the CSV file, from 1 */
export function buildHitInput(batch: NewBatch, HITTypeId: string, csvRow: CsvRow, row: number) {
  const { batchId, page, frameHeight, valuesAreText } = batch
  const Question = buildRowQuestion(page, csvRow, { row, frameHeight, valuesAreText })
  return {
    HITTypeId,
    MaxAssignments: batch.maxAssignments,
    LifetimeInSeconds: batch.lifetimeInSeconds,
    Question,
    RequesterAnnotation: formatAnnotation(batchId, page),
    UniqueRequestToken: createRequestToken(batchId, Question),
  }
}

/** TurkErrorCode for a row whose HIT an earlier call created. */
export const hitExistsCode = 'AWS.MechanicalTurk.HitAlreadyExists'

/** The same for the same row of a batch, at most 64 characters. */
const createRequestToken = (batchId: string, question: string): string =>
  `batch-${batchId}-${createHash('sha256').update(question).digest('hex').slice(0, 32)}`

import { SettingError } from '../../core/setting-error.js'
import type { CsvRow, CsvTable } from './csv-file.js'
import { mapConcurrently } from './map-concurrently.js'
import { type CallOperation, RequesterError } from './requester-client.js'
import { reviewColumns } from './write-results.js'

/** One call that a row of a reviewed result file asks for. */
export interface ReviewCall {
  readonly line: number
  readonly operation: 'ApproveAssignment' | 'RejectAssignment'
  readonly input: object
}

/**
 * The calls that a reviewed result file asks for: any text under Approve approves, and a reason under
 * Reject rejects. A rejected assignment that is now to be approved overrides the rejection.
 *
 * @throws SettingError when a column is missing or a row has both
 */
export function readReviews(table: CsvTable): readonly ReviewCall[] {
  const missing = ['AssignmentId', ...reviewColumns].find((name) => !table.columns.includes(name))
  if (missing !== undefined)
    throw new SettingError(
      `The CSV file ${table.file} has no column ${missing}. Give a file of batch results.`,
    )
  return table.rows.flatMap((row) => readReview(table.file, row) ?? [])
}

function readReview(file: string, { line, values }: CsvRow): ReviewCall | undefined {
  const [AssignmentId, Approve, Reject, AssignmentStatus] = [
    'AssignmentId',
    ...reviewColumns,
    'AssignmentStatus',
  ].map((name) => (values.get(name) ?? '').trim())
  if (!Approve && !Reject) return undefined
  if (Approve && Reject)
    throw new SettingError(
      `The CSV file ${file} both approves and rejects on line ${line}. Empty one of the two.`,
    )
  if (!AssignmentId)
    throw new SettingError(`The CSV file ${file} has no AssignmentId on line ${line}.`)
  if (Reject)
    return {
      line,
      operation: 'RejectAssignment',
      input: { AssignmentId, RequesterFeedback: Reject },
    }
  return {
    line,
    operation: 'ApproveAssignment',
    input: { AssignmentId, OverrideRejection: AssignmentStatus === 'Rejected' },
  }
}

export interface ReviewSummary {
  readonly approved: number
  readonly rejected: number
  /** A sentence for each review that was refused. */
  readonly errors: readonly string[]
}

/** Makes the calls; one that is refused does not stop the others. */
export async function applyReviews(
  call: CallOperation,
  reviews: readonly ReviewCall[],
  concurrency: number,
): Promise<ReviewSummary> {
  const outcomes = await mapConcurrently(reviews, concurrency, async (review) => {
    try {
      await call(review.operation, review.input)
      return { review, error: undefined }
    } catch (error) {
      if (!(error instanceof RequesterError)) throw error
      return { review, error: `Line ${review.line}: ${error.message}` }
    }
  })
  const count = (operation: ReviewCall['operation']) =>
    outcomes.filter(({ review, error }) => !error && review.operation === operation).length
  return {
    approved: count('ApproveAssignment'),
    rejected: count('RejectAssignment'),
    errors: outcomes.flatMap(({ error }) => error ?? []),
  }
}

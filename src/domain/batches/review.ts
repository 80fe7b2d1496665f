import { type CsvRow, type CsvTable, describeCsvFile } from './csv-table.js'
import { BatchInputError } from './input-error.js'
import { reviewColumns } from './results.js'

/** What a row of a reviewed result file asks for. */
export type AssignmentReview = {
  readonly line: number
} & (
  | {
      readonly operation: 'ApproveAssignment'
      readonly input: { readonly AssignmentId: string; readonly OverrideRejection: boolean }
    }
  | {
      readonly operation: 'RejectAssignment'
      readonly input: { readonly AssignmentId: string; readonly RequesterFeedback: string }
    }
)

/**
 * The calls that a reviewed result file asks for: any text under Approve approves, and a reason under
 * Reject rejects. A rejected assignment that is now to be approved overrides the rejection.
 *
 * @throws BatchInputError when a column is missing or a row has both
 */
export function readReviews(table: CsvTable): readonly AssignmentReview[] {
  const missing = ['AssignmentId', ...reviewColumns].find((name) => !table.columns.includes(name))
  const label = describeCsvFile(table)
  if (missing !== undefined)
    throw new BatchInputError(`${label} has no column ${missing}. Give a file of batch results.`)
  return table.rows.flatMap((row) => readReview(label, row) ?? [])
}

function readReview(label: string, { line, values }: CsvRow): AssignmentReview | undefined {
  const [AssignmentId, Approve, Reject, AssignmentStatus] = [
    'AssignmentId',
    ...reviewColumns,
    'AssignmentStatus',
  ].map((name) => (values.get(name) ?? '').trim())
  if (!Approve && !Reject) return undefined
  if (Approve && Reject)
    throw new BatchInputError(
      `${label} both approves and rejects on line ${line}. Empty one of the two.`,
    )
  if (!AssignmentId) throw new BatchInputError(`${label} has no AssignmentId on line ${line}.`)
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

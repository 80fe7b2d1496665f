import { readBatchId } from '../../domain/batches/annotation.js'
import type { AssignmentReview } from '../../domain/batches/review.js'
import type { Caller, Marketplace } from '../marketplace.js'
import { ApproveAssignment } from '../operations/ApproveAssignment.js'
import { call } from '../operations/call.js'
import { RejectAssignment } from '../operations/RejectAssignment.js'
import { readRefusal } from './refusal.js'

/** A row of a reviewed file that could not be applied. */
export interface RefusedReview {
  /** Of the CSV file, from 1. */
  readonly line: number
  readonly column: 'AssignmentId' | 'Approve' | 'Reject'
  readonly message: string
}

/** Approves and rejects assignments of a batch; one that is refused does not stop the others. */
export async function reviewBatch(
  marketplace: Marketplace,
  caller: Caller,
  batchId: string,
  reviews: readonly AssignmentReview[],
): Promise<{
  readonly approved: number
  readonly rejected: number
  readonly errors: readonly RefusedReview[]
}> {
  const done = { ApproveAssignment: 0, RejectAssignment: 0 }
  const errors: RefusedReview[] = []
  for (const review of reviews) {
    const refused = await refuseOrApply(marketplace, caller, batchId, review)
    if (refused) errors.push(refused)
    else done[review.operation]++
  }
  return { approved: done.ApproveAssignment, rejected: done.RejectAssignment, errors }
}

/** @returns why the review was refused, if it was */
async function refuseOrApply(
  marketplace: Marketplace,
  caller: Caller,
  batchId: string,
  review: AssignmentReview,
): Promise<RefusedReview | undefined> {
  const { line, operation, input } = review
  if ((await findBatch(marketplace, caller.account, input.AssignmentId)) !== batchId)
    return {
      line,
      column: 'AssignmentId',
      message: `The batch ${batchId} has no assignment ${input.AssignmentId}.`,
    }
  try {
    if (operation === 'ApproveAssignment') await call(marketplace, ApproveAssignment, input, caller)
    else await call(marketplace, RejectAssignment, input, caller)
    return undefined
  } catch (error) {
    const column = operation === 'ApproveAssignment' ? 'Approve' : 'Reject'
    return { line, column, message: readRefusal(error) }
  }
}

/** The batch of an assignment, which was submitted to this requester. */
const findBatch = (
  { store }: Marketplace,
  account: string,
  assignmentId: string,
): Promise<string | undefined> =>
  store.transaction(async (tx) => {
    const assignment = await tx.assignments.find({ id: assignmentId })
    if (assignment?.account !== account) return undefined
    return readBatchId((await tx.hits.find({ id: assignment.hitId }))?.requesterAnnotation)
  })

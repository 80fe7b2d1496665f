import type { AssignmentReview } from '../../domain/batches/review.js'
import { mapConcurrently } from './map-concurrently.js'
import { type CallOperation, RequesterError } from './requester-client.js'

export interface ReviewSummary {
  readonly approved: number
  readonly rejected: number
  /** A sentence for each review that was refused. */
  readonly errors: readonly string[]
}

/** Makes the calls; one that is refused does not stop the others. */
export async function applyReviews(
  call: CallOperation,
  reviews: readonly AssignmentReview[],
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
  const count = (operation: AssignmentReview['operation']) =>
    outcomes.filter(({ review, error }) => !error && review.operation === operation).length
  return {
    approved: count('ApproveAssignment'),
    rejected: count('RejectAssignment'),
    errors: outcomes.flatMap(({ error }) => error ?? []),
  }
}

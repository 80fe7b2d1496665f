import { useRef, useState } from 'preact/hooks'
import type { BatchReviewView, BatchView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { pluralize } from '../../ui/pluralize.js'
import { readFileText } from '../../ui/read-file-text.js'
import { useAction } from '../../ui/use-action.js'
import { control } from '../control.js'

/** Approves and rejects by the reviewed file of results, and says what was refused. */
export function BatchReview({ batch: { account, id } }: { readonly batch: BatchView }) {
  const input = useRef<HTMLInputElement>(null)
  const [review, setReview] = useState<BatchReviewView>()
  const { isBusy, error, handleSubmit } = useAction()

  async function upload(): Promise<void> {
    setReview(undefined)
    const csv = await readFileText(input.current!.files![0]!)
    setReview(
      await control.request('POST /_mturk/batches/{id}/review', { id, account, body: { csv } }),
    )
  }

  return (
    <section aria-label="Review">
      <h3>Review</h3>
      <p class="lead">
        Download the results, put an x under Approve or a reason under Reject, and upload the file.
        Rows in which both are empty are left as they are.
      </p>
      <form class="card" onSubmit={handleSubmit(upload)}>
        <label class="field">
          <span>Reviewed file</span>
          <input ref={input} type="file" required accept=".csv,text/csv" />
        </label>
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            {isBusy ? 'Reviewing…' : 'Upload'}
          </button>
        </div>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      <div role="status">{review && <ReviewCounts review={review} />}</div>
      {review && <Refusals review={review} />}
    </section>
  )
}

interface ReviewProps {
  readonly review: BatchReviewView
}

const ReviewCounts = ({ review: { approved, rejected, unchanged, errors } }: ReviewProps) => (
  <p class={errors.length > 0 ? 'note is-warning' : 'note'}>
    {pluralize(approved, 'assignment')} approved, {rejected.toLocaleString('en')} rejected.
    {unchanged > errors.length &&
      ` ${pluralize(unchanged - errors.length, 'row')} without a review.`}
    {errors.length > 0 && ` ${pluralize(errors.length, 'review')} refused.`}
  </p>
)

type Refusal = BatchReviewView['errors'][number]

const Refusals = ({ review: { errors } }: ReviewProps) => (
  <DataTable
    label="Refused reviews"
    stacks
    rows={errors}
    columns={[
      ['Line', ({ line }) => line],
      ['Column', ({ column }) => column],
      ['Why', (refusal) => <div class="cell">{explainRefusal(refusal)}</div>],
    ]}
  />
)

/** MTurk says only in which state an assignment should have been. */
const explainRefusal = ({ message }: Refusal): string =>
  message.includes('can be called with a status of')
    ? 'The assignment was approved or rejected before. Download the results again to see its state.'
    : message

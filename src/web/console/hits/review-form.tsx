import { useState } from 'preact/hooks'
import type { AssignmentView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { TextField } from '../../ui/fields.js'
import { callMturk } from '../call-mturk.js'

/** Approves or rejects a submitted assignment, with feedback; a rejected one can still be approved. */
export function ReviewForm({ assignment }: { readonly assignment: AssignmentView }) {
  const { account, id: AssignmentId, status, workerId } = assignment
  const [feedback, setFeedback] = useState('')
  if (status !== 'Submitted' && status !== 'Rejected') return null
  const RequesterFeedback = feedback || undefined

  return (
    <div class="in-line review">
      <TextField
        label="Feedback"
        value={feedback}
        change={setFeedback}
        placeholder="required to reject"
      />
      <ActionButton
        label={`Approve the assignment of ${workerId}`}
        action={() =>
          callMturk(account, 'ApproveAssignment', {
            AssignmentId,
            RequesterFeedback,
            OverrideRejection: status === 'Rejected' || undefined,
          })
        }
      >
        Approve
      </ActionButton>
      {status === 'Submitted' && (
        <ActionButton
          label={`Reject the assignment of ${workerId}`}
          disabled={feedback === ''}
          action={() => callMturk(account, 'RejectAssignment', { AssignmentId, RequesterFeedback })}
        >
          Reject
        </ActionButton>
      )}
    </div>
  )
}

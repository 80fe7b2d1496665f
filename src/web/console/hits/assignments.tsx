import type { AssignmentPageView, AssignmentView } from '../../../server/control/views.js'
import { assignmentTones } from '../../ui/assignment-tones.js'
import { DataTable } from '../../ui/data-table.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Facts } from '../../ui/facts.js'
import { Instant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { parseAnswerEntries } from '../parse-answer.js'
import { ReviewForm } from './review-form.js'

/** All assignments of a HIT, returned and abandoned ones included, which MTurk does not list. */
export const Assignments = ({ page }: { readonly page: AssignmentPageView }) => {
  const { assignments, total = 0 } = page
  return (
    <section aria-label="Assignments">
      <h3>{pluralize(total, 'assignment')}</h3>
      {total === 0 && (
        <EmptyState title="No assignments yet.">
          <p>A crowd, the control API or you on the worker site can accept this HIT.</p>
          <a class="button" href="/console/crowd">
            Start a crowd
          </a>
        </EmptyState>
      )}
      {assignments.length < total && <p class="hint">The newest {assignments.length} are shown.</p>}
      <div class="messages">
        {assignments.map((assignment) => (
          <AssignmentItem key={assignment.id} assignment={assignment} />
        ))}
      </div>
    </section>
  )
}

const AssignmentItem = ({ assignment }: { readonly assignment: AssignmentView }) => {
  const { id, workerId, status, answer, acceptTime, submitTime, leaveTime, deadline } = assignment
  const endTime = leaveTime ?? assignment.approvalTime ?? assignment.rejectionTime
  const answers = answer ? parseAnswerEntries(answer) : []
  return (
    <details class="message" id={id} open={location.hash === `#${id}`}>
      <summary>
        <code>{workerId}</code>
        <span class="ellipsis muted">{answers.map(({ value }) => value).join(' · ')}</span>
        <span class="end">
          <StatusBadge tone={assignmentTones[status]}>{status}</StatusBadge>
        </span>
      </summary>
      <Facts
        entries={{
          Accepted: <Instant at={acceptTime} whole />,
          Due: status === 'Accepted' && <Instant at={deadline} whole />,
          Submitted: submitTime && <Instant at={submitTime} whole />,
          ...(endTime && { [status]: <Instant at={endTime} whole /> }),
          'Auto-approval': status === 'Submitted' && (
            <Instant at={assignment.autoApprovalTime!} whole />
          ),
          Feedback: assignment.requesterFeedback,
          ID: <code>{id}</code>,
        }}
      />
      <DataTable
        label="Answers"
        rows={answers}
        columns={[
          ['Question', ({ name }) => name],
          ['Answer', ({ value }) => value, 'breaks'],
        ]}
      />
      <ReviewForm assignment={assignment} />
      {answer && <TextBlock title="Answer" text={answer} />}
    </details>
  )
}

import type { Json } from '../../../server/control/contract.js'
import type { Assignment, AssignmentPage } from '../../../server/control/market-contract.js'
import { assignmentMoods } from '../../ui/assignment-moods.js'
import { countOf } from '../../ui/count-of.js'
import { Empty } from '../../ui/empty.js'
import { Fact } from '../../ui/fact.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { Table } from '../../ui/table.js'
import { TextBlock } from '../../ui/text-block.js'
import { answersIn } from '../answer.js'

/** Who worked on a HIT, with what each answered; also what came to nothing, which no requester sees. */
export const Assignments = ({ page }: { readonly page: Json<AssignmentPage> }) => {
  const { assignments, total = 0 } = page
  return (
    <section aria-label="Assignments">
      <h3>{countOf(total, 'assignment')}</h3>
      {total === 0 && (
        <Empty title="Nobody accepted it yet.">
          <p>Workers come from a crowd, by the control API, or are you.</p>
          <a class="button" href="/console/crowd">
            Start a crowd
          </a>
        </Empty>
      )}
      {assignments.length < total && <p class="hint">The newest {assignments.length} are shown.</p>}
      <div class="messages">
        {assignments.map((assignment) => (
          <AssignmentShown key={assignment.id} assignment={assignment} />
        ))}
      </div>
    </section>
  )
}

const AssignmentShown = ({ assignment }: { readonly assignment: Json<Assignment> }) => {
  const { id, workerId, status, answer, acceptTime, submitTime, leaveTime, deadline } = assignment
  const reviewed = assignment.approvalTime ?? assignment.rejectionTime
  const answers = answer ? answersIn(answer) : []
  return (
    <details class="message">
      <summary>
        <code>{workerId}</code>
        <span class="ellipsis muted">{answers.map(({ value }) => value).join(' · ')}</span>
        <span class="end">
          <Status mood={assignmentMoods[status]}>{status}</Status>
        </span>
      </summary>
      <dl class="facts">
        <Fact name="Accepted">
          <Instant at={acceptTime} whole />
        </Fact>
        {status === 'Accepted' && (
          <Fact name="To be done by">
            <Instant at={deadline} whole />
          </Fact>
        )}
        {leaveTime && (
          <Fact name={status}>
            <Instant at={leaveTime} whole />
          </Fact>
        )}
        {submitTime && (
          <Fact name="Submitted">
            <Instant at={submitTime} whole />
          </Fact>
        )}
        {reviewed && (
          <Fact name={status}>
            <Instant at={reviewed} whole />
          </Fact>
        )}
        {status === 'Submitted' && (
          <Fact name="Approved by itself">
            <Instant at={assignment.autoApprovalTime!} whole />
          </Fact>
        )}
        {assignment.requesterFeedback && (
          <Fact name="Feedback">{assignment.requesterFeedback}</Fact>
        )}
        <Fact name="ID">
          <code>{id}</code>
        </Fact>
      </dl>
      {answers.length > 0 && (
        <Table label="Answers" columns={['Question', 'Answer']}>
          {answers.map(({ name, value }, index) => (
            <tr key={index}>
              <td>{name}</td>
              <td class="breaks">{value}</td>
            </tr>
          ))}
        </Table>
      )}
      {answer && <TextBlock title="Answer" text={answer} />}
    </details>
  )
}

import type { QualificationRequestView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { Instant } from '../../ui/instant.js'
import { parseAnswerEntries } from '../parse-answer.js'

/** Qualification requests without a decision, with the answers of the test. */
export const PendingRequests = (props: {
  readonly requests: readonly QualificationRequestView[]
}) => (
  <section aria-label="Requests">
    <h3>Pending requests</h3>
    {props.requests.length === 0 && <p class="muted">No pending requests.</p>}
    <DataTable
      label="Request list"
      stacks
      rows={props.requests}
      columns={[
        ['Worker', ({ workerId }) => <code>{workerId}</code>],
        ['Requested', ({ submitTime }) => <Instant at={submitTime} />],
        ['Answers', ({ answer }) => (answer ? formatAnswers(answer) : 'no test'), 'breaks'],
        ['Request', ({ id }) => <code>{id}</code>],
      ]}
    />
    {props.requests.length > 0 && (
      <p class="hint">Decide with AcceptQualificationRequest or RejectQualificationRequest.</p>
    )}
  </section>
)

const formatAnswers = (answer: string): string =>
  parseAnswerEntries(answer)
    .map(({ value }) => value)
    .join(' · ')

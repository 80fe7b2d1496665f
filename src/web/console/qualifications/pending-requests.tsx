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
    {props.requests.length > 0 && (
      <>
        <DataTable label="Request list" columns={['Worker', 'Requested', 'Answers', 'Request']}>
          {props.requests.map(({ id, workerId, submitTime, answer }) => (
            <tr key={id}>
              <td>
                <code>{workerId}</code>
              </td>
              <td>
                <Instant at={submitTime} />
              </td>
              <td class="breaks">
                {answer
                  ? parseAnswerEntries(answer)
                      .map(({ value }) => value)
                      .join(' · ')
                  : 'no test'}
              </td>
              <td>
                <code>{id}</code>
              </td>
            </tr>
          ))}
        </DataTable>
        <p class="hint">Decide with AcceptQualificationRequest or RejectQualificationRequest.</p>
      </>
    )}
  </section>
)

import type { Json } from '../../../server/control/contract.js'
import type { QualificationRequestRecord } from '../../../server/control/market-contract.js'
import { Instant } from '../../ui/instant.js'
import { DataTable } from '../../ui/data-table.js'
import { parseAnswerEntries } from '../parse-answer.js'

/** Who waits for an answer, and what each filled in. */
export const PendingRequests = (props: {
  readonly requests: readonly Json<QualificationRequestRecord>[]
}) => (
  <section aria-label="Requests">
    <h3>Waiting for an answer</h3>
    {props.requests.length === 0 && <p class="muted">Nobody just now.</p>}
    {props.requests.length > 0 && (
      <>
        <DataTable label="Each request" columns={['Worker', 'Asked', 'Answers', 'Request']}>
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
        <p class="hint">AcceptQualificationRequest and RejectQualificationRequest answer them.</p>
      </>
    )}
  </section>
)

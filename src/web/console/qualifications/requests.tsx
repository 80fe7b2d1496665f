import type { Json } from '../../../server/control/contract.js'
import type { QualificationRequest } from '../../../server/control/market-contract.js'
import { Instant } from '../../ui/instant.js'
import { Table } from '../../ui/table.js'
import { answersIn } from '../answer.js'

/** Who waits for an answer, and what each filled in. */
export const Requests = (props: { readonly requests: readonly Json<QualificationRequest>[] }) => (
  <section aria-label="Requests">
    <h3>Waiting for an answer</h3>
    {props.requests.length === 0 && <p class="muted">Nobody just now.</p>}
    {props.requests.length > 0 && (
      <>
        <Table label="Each request" columns={['Worker', 'Asked', 'Answers', 'Request']}>
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
                  ? answersIn(answer)
                      .map(({ value }) => value)
                      .join(' · ')
                  : 'no test'}
              </td>
              <td>
                <code>{id}</code>
              </td>
            </tr>
          ))}
        </Table>
        <p class="hint">AcceptQualificationRequest and RejectQualificationRequest answer them.</p>
      </>
    )}
  </section>
)

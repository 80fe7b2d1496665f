import { Instant } from '../../look/instant.js'
import { Status } from '../../look/status.js'
import { moods } from '../deliveries/words.js'
import type { Happened } from './life.js'

/** A HIT's life in words: what happened, to whom, and who was told. */
export const TimelineTable = ({ life }: { readonly life: readonly Happened[] }) => (
  <div class="scrolls">
    <table>
      <thead>
        <tr>
          <th scope="col">At</th>
          <th scope="col">Event</th>
          <th scope="col">Worker</th>
          <th scope="col">Told</th>
        </tr>
      </thead>
      <tbody>
        {life.map(({ at, type, assignment, deliveries }, index) => (
          <tr key={index}>
            <td>
              <Instant at={at} whole />
            </td>
            <td>{type}</td>
            <td>{assignment && <code>{assignment.workerId}</code>}</td>
            <td>
              {deliveries.length === 0 && <span class="muted">nobody</span>}
              {deliveries.map(({ id, transport, status }) => (
                <a key={id} class="told" href={`/console/deliveries/${id}`}>
                  {transport} <Status mood={moods[status]}>{status}</Status>
                </a>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

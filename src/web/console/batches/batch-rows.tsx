import { useState } from 'preact/hooks'
import type { BatchRowView, BatchView } from '../../../server/control/views.js'
import { assignmentTones } from '../../ui/assignment-tones.js'
import { DataTable } from '../../ui/data-table.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { hitTones } from '../hits/tones.js'
import { IdCode } from '../id-code.js'

/** The number of rows to show at once. */
const rowLimit = 50
/** The number of assignments to show of a row; the page of the HIT has all. */
const assignmentLimit = 10
/** The number of characters to show of a value. */
const valueLimit = 300

/** The rows of a batch, page by page, each with its HIT and what was submitted. */
export function BatchRows({ batch: { account, id, hits } }: { readonly batch: BatchView }) {
  // Where each page up to the current one starts.
  const [starts, setStarts] = useState<readonly (number | undefined)[]>([undefined])
  const after = starts.at(-1)
  const { value, error } = useLiveQuery(
    `${account} ${id} ${after}`,
    () => control.request('GET /_mturk/batches/{id}/rows', { id, account, after, limit: rowLimit }),
    ['hit', 'assignment'],
    { pause: 1000 },
  )
  const first = (starts.length - 1) * rowLimit
  const last = Math.min(first + rowLimit, hits)

  function showNext(): void {
    if (value?.next !== undefined) setStarts([...starts, value.next])
  }

  return (
    <section aria-label="Rows">
      <header class="title">
        <h3>Results by row</h3>
        {hits > rowLimit && (
          <>
            <span class="muted">
              {first + 1} to {last} of {hits.toLocaleString('en')}
            </span>
            <div class="buttons">
              <button
                type="button"
                disabled={first === 0}
                onClick={() => setStarts(starts.slice(0, -1))}
              >
                Previous
              </button>
              <button type="button" disabled={last === hits} onClick={showNext}>
                Next
              </button>
            </div>
          </>
        )}
      </header>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      <DataTable
        label="Results by row"
        stacks
        rows={value?.rows ?? []}
        getKey={({ hitId }) => hitId}
        columns={[
          ['Input', ({ input }) => <Values values={input} />],
          ['HIT', (row) => <RowHit row={row} />],
          ['Submitted', (row) => <RowAssignments row={row} />],
        ]}
      />
    </section>
  )
}

interface RowProps {
  readonly row: BatchRowView
}

const RowHit = ({ row: { hitId, status, assignments, maxAssignments } }: RowProps) => (
  <div class="cell">
    <IdCode name="HITId" id={hitId} />
    <StatusBadge tone={hitTones[status]}>{status}</StatusBadge>
    <span class="muted">
      {assignments.length} of {maxAssignments} submitted
    </span>
  </div>
)

const RowAssignments = ({ row: { hitId, assignments } }: RowProps) => (
  <div class="cell">
    {assignments.length === 0 && <span class="muted">Nothing yet</span>}
    {assignments.slice(0, assignmentLimit).map((assignment) => (
      <RowAssignment key={assignment.id} assignment={assignment} />
    ))}
    {assignments.length > assignmentLimit && (
      <a href={`/console/hits/${hitId}`}>{assignments.length - assignmentLimit} more</a>
    )}
  </div>
)

function RowAssignment({
  assignment: { id, workerId, status, answers, requesterFeedback },
}: {
  readonly assignment: BatchRowView['assignments'][number]
}) {
  return (
    <div class="cell">
      <div>
        <a href={`/console/assignments/${id}`} aria-label={`Assignment of ${workerId}`}>
          <code>{workerId}</code>
        </a>{' '}
        <StatusBadge tone={assignmentTones[status]}>{status}</StatusBadge>
      </div>
      <Values values={answers} />
      {requesterFeedback && <p class="hint">{requesterFeedback}</p>}
    </div>
  )
}

/** Values by their names; the beginning of those that are long. */
const Values = ({ values }: { readonly values: Readonly<Record<string, string>> }) => (
  <dl class="cell values">
    {Object.entries(values).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt> <dd>{shorten(value)}</dd>
      </div>
    ))}
  </dl>
)

const shorten = (value: string): string =>
  value.length > valueLimit ? `${value.slice(0, valueLimit)}…` : value

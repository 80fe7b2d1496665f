import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { AssignmentView, DeliveryView, HITView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'
import { Instant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { deliveryTones } from '../deliveries/labels.js'
import { buildHitHistory, type HistoryEvent } from './hit-history.js'
import { TimelineChart } from './timeline-chart.js'

interface TimelineProps {
  readonly hit: HITView['hit']
  readonly assignments: readonly AssignmentView[]
  readonly deliveries: readonly DeliveryView[]
}

/** The events and deliveries of a HIT as a chart and as a table. */
export function Timeline({ hit, assignments, deliveries }: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame, 640)
  const events = buildHitHistory(hit, assignments, deliveries)
  const sortedAssignments = assignments.toSorted((a, b) => a.acceptTime.localeCompare(b.acceptTime))

  return (
    <section aria-label="Timeline">
      <h3>Timeline</h3>
      <figure class="timeline">
        <div ref={frame}>
          <TimelineChart
            events={events}
            assignments={sortedAssignments}
            deliveries={deliveries}
            width={width}
            isFinished={hit.status === 'Disposed'}
          />
        </div>
        <figcaption>
          <ul class="legend">
            <li>
              <i class="is-work" /> work
            </li>
            <li>
              <i class="is-wait" /> waiting for review
            </li>
            <li>
              <i class="is-left" /> returned or abandoned
            </li>
            <li>
              <i class="is-delivery" /> delivery
            </li>
          </ul>
          <p class="hint">The time scale is logarithmic.</p>
        </figcaption>
      </figure>
      <details class="more">
        <summary>Show as a table, {pluralize(events.length, 'event')}</summary>
        <TimelineTable events={events} />
      </details>
    </section>
  )
}

/** The timeline as a table: events, workers and deliveries. */
const TimelineTable = ({ events }: { readonly events: readonly HistoryEvent[] }) => (
  <DataTable
    label="Events"
    stacks
    rows={events}
    columns={[
      ['Time', ({ at }) => <Instant at={at} whole />],
      ['Event', ({ type }) => type],
      ['Worker', ({ assignment }) => assignment && <code>{assignment.workerId}</code>],
      ['Deliveries', ({ deliveries }) => <DeliveryLinks deliveries={deliveries} />],
    ]}
  />
)

const DeliveryLinks = ({ deliveries }: Pick<HistoryEvent, 'deliveries'>) => (
  <>
    {deliveries.length === 0 && <span class="muted">none</span>}
    {deliveries.map(({ id, transport, status }) => (
      <a key={id} class="delivery-link" href={`/console/deliveries/${id}`}>
        {transport} <StatusBadge tone={deliveryTones[status]}>{status}</StatusBadge>
      </a>
    ))}
  </>
)

/** The current width of an element in pixels. */
function useWidth(ref: RefObject<HTMLElement | null>, initialWidth: number): number {
  const [width, setWidth] = useState(initialWidth)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(ref.current!)
    return () => observer.disconnect()
  }, [ref])
  return width
}

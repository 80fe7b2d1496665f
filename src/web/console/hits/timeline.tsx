import { useRef } from 'preact/hooks'
import type { AssignmentView, DeliveryView, HITView } from '../../../server/control/views.js'
import { pluralize } from '../../ui/pluralize.js'
import { useWidth } from '../../ui/use-width.js'
import { buildHitHistory } from './hit-history.js'
import { TimelineChart } from './timeline-chart.js'
import { TimelineTable } from './timeline-table.js'

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

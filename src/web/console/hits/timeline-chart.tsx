import type { AssignmentView, DeliveryView } from '../../../server/control/views.js'
import { pluralize } from '../../ui/pluralize.js'
import type { HistoryEvent } from './hit-history.js'
import { createTimeScale, type TimeScale } from './time-scale.js'
import { Milestones, milestonesHeight } from './timeline-milestones.js'
import { AssignmentRow, assignmentRowHeight } from './timeline-row.js'

interface TimelineChartProps {
  readonly events: readonly HistoryEvent[]
  /** Ordered by acceptance. */
  readonly assignments: readonly AssignmentView[]
  readonly deliveries: readonly DeliveryView[]
  readonly width: number
  /** Whether no more events are possible. */
  readonly isFinished: boolean
}

/** Up to this number of assignments the rows have labels; otherwise they are thin lines. */
const maxLabelledRows = 8
const maxRows = 60
const tickWidth = 104
const deliveriesHeight = 34
const axisHeight = 22

/** The timeline as a chart; TimelineTable has the same data for screen readers. */
export function TimelineChart(props: TimelineChartProps) {
  const { events, assignments, deliveries, width, isFinished } = props
  const instants = [...events, ...deliveries.map(({ createdAt }) => ({ at: createdAt }))]
    .map(({ at }) => at)
    .sort()
  // Open bars extend to the right edge.
  const to = isFinished ? width - 10 : width - 40
  const scale = createTimeScale(instants, { from: 8, to, tickWidth })
  const milestones = events.filter(({ assignment }) => !assignment)
  const isThin = assignments.length > maxLabelledRows
  const visibleAssignments = assignments.slice(0, maxRows)
  const hiddenCount = assignments.length - visibleAssignments.length

  const rowsTop = milestonesHeight(milestones, scale, width) + 8
  const deliveriesTop =
    rowsTop +
    visibleAssignments.length * assignmentRowHeight(isThin) +
    (hiddenCount > 0 ? 18 : 0) +
    6
  const axisTop = deliveriesTop + (deliveries.length > 0 ? deliveriesHeight : 0)
  const height = axisTop + axisHeight

  return (
    <svg
      role="img"
      aria-labelledby="timeline-title timeline-description"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title id="timeline-title">Timeline of the HIT</title>
      <desc id="timeline-description">{describeTimeline(props)}</desc>
      <Milestones milestones={milestones} scale={scale} width={width} height={axisTop} />
      {visibleAssignments.map((assignment, index) => (
        <AssignmentRow
          key={assignment.id}
          assignment={assignment}
          scale={scale}
          width={width}
          y={rowsTop + index * assignmentRowHeight(isThin)}
          isThin={isThin}
        />
      ))}
      {hiddenCount > 0 && (
        <text class="quiet" x="13" y={deliveriesTop - 10}>
          and {pluralize(hiddenCount, 'assignment')} more
        </text>
      )}
      {deliveries.length > 0 && (
        <DeliveryMarkers deliveries={deliveries} scale={scale} y={deliveriesTop} />
      )}
      <Axis scale={scale} y={axisTop} width={width} />
    </svg>
  )
}

function describeTimeline({ events, assignments, deliveries }: TimelineChartProps): string {
  const last = events.at(-1)
  return [
    pluralize(assignments.length, 'assignment'),
    pluralize(deliveries.length, 'delivery', 'deliveries'),
    last ? `the last event is ${last.type} at ${last.at}.` : '',
  ].join(', ')
}

interface DeliveryMarkersProps {
  readonly deliveries: readonly DeliveryView[]
  readonly scale: TimeScale
  readonly y: number
}

const DeliveryMarkers = ({ deliveries, scale, y }: DeliveryMarkersProps) => (
  <g>
    <text class="quiet" x="13" y={y + 11}>
      Deliveries
    </text>
    {deliveries.map(({ id, createdAt, status, eventTypes, transport }) => (
      <rect
        key={id}
        class={`delivery is-${status}`}
        x={scale.at(createdAt) - 4}
        y={y + 18}
        width="8"
        height="8"
        rx="2"
      >
        <title>{`${eventTypes.join(', ')} by ${transport}: ${status}`}</title>
      </rect>
    ))}
  </g>
)

interface AxisProps {
  readonly scale: TimeScale
  readonly y: number
  readonly width: number
}

/** The first label of each day shows the date. */
const Axis = ({ scale: { ticks, at }, y, width }: AxisProps) => (
  <g>
    {ticks.map((instant, index) => {
      const isNewDay = ticks[index - 1]?.slice(0, 10) !== instant.slice(0, 10)
      const x = at(instant)
      const anchor = index === 0 ? 'start' : x > width - tickWidth / 2 ? 'end' : 'middle'
      return (
        <text
          key={instant}
          class="quiet"
          x={{ start: 0, middle: x, end: width }[anchor]}
          y={y + 15}
          text-anchor={anchor}
        >
          {isNewDay ? `${instant.slice(5, 10)} ${instant.slice(11, 16)}` : instant.slice(11, 19)}
        </text>
      )
    })}
  </g>
)

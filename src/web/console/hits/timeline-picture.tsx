import type { Delivery, Json } from '../../../server/control/contract.js'
import type { Assignment } from '../../../server/control/market-contract.js'
import { countOf } from '../../ui/count-of.js'
import type { Happened } from './life.js'
import { type TimeScale, timeScale } from './time-scale.js'
import { Lane, laneHeight } from './timeline-lane.js'
import { Milestones, milestonesHeight } from './timeline-milestones.js'

interface TimelinePictureProps {
  readonly life: readonly Happened[]
  /** In the order in which they were accepted. */
  readonly assignments: readonly Json<Assignment>[]
  readonly deliveries: readonly Json<Delivery>[]
  readonly width: number
  /** Whether nothing more can come. */
  readonly isOver: boolean
}

/** So many assignments have a line with a name; more of them are thin lines without one. */
const named = 8
/** More of them are not drawn. */
const drawn = 60
const tickWidth = 104
const deliveriesHeight = 34
const axisHeight = 22

/** The same as the table beside it says, for the eye. */
export function TimelinePicture(props: TimelinePictureProps) {
  const { life, assignments, deliveries, width, isOver } = props
  const instants = [...life, ...deliveries.map(({ madeAt }) => ({ at: madeAt }))]
    .map(({ at }) => at)
    .sort()
  // What is still open goes on to the edge.
  const to = isOver ? width - 10 : width - 40
  const scale = timeScale(instants, { from: 8, to, tickWidth })
  const milestones = life.filter(({ assignment }) => !assignment)
  const isThin = assignments.length > named
  const lanes = assignments.slice(0, drawn)
  const left = assignments.length - lanes.length

  const lanesFrom = milestonesHeight(milestones, scale, width) + 8
  const deliveriesFrom = lanesFrom + lanes.length * laneHeight(isThin) + (left > 0 ? 18 : 0) + 6
  const axisFrom = deliveriesFrom + (deliveries.length > 0 ? deliveriesHeight : 0)
  const height = axisFrom + axisHeight

  return (
    <svg
      role="img"
      aria-labelledby="timeline-title timeline-words"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title id="timeline-title">Life of the HIT</title>
      <desc id="timeline-words">{inWords(props)}</desc>
      <Milestones milestones={milestones} scale={scale} width={width} height={axisFrom} />
      {lanes.map((assignment, index) => (
        <Lane
          key={assignment.id}
          assignment={assignment}
          scale={scale}
          width={width}
          y={lanesFrom + index * laneHeight(isThin)}
          isThin={isThin}
        />
      ))}
      {left > 0 && (
        <text class="quiet" x="13" y={deliveriesFrom - 10}>
          and {countOf(left, 'assignment')} more
        </text>
      )}
      {deliveries.length > 0 && (
        <Deliveries deliveries={deliveries} scale={scale} y={deliveriesFrom} />
      )}
      <Axis scale={scale} y={axisFrom} width={width} />
    </svg>
  )
}

function inWords({ life, assignments, deliveries }: TimelinePictureProps): string {
  const last = life.at(-1)
  return [
    countOf(assignments.length, 'assignment'),
    countOf(deliveries.length, 'delivery', 'deliveries'),
    last ? `the last event is ${last.type} at ${last.at}.` : '',
  ].join(', ')
}

interface DeliveriesProps {
  readonly deliveries: readonly Json<Delivery>[]
  readonly scale: TimeScale
  readonly y: number
}

const Deliveries = ({ deliveries, scale, y }: DeliveriesProps) => (
  <g>
    <text class="quiet" x="13" y={y + 11}>
      Deliveries
    </text>
    {deliveries.map(({ id, madeAt, status, eventTypes, transport }) => (
      <rect
        key={id}
        class={`delivery is-${status}`}
        x={scale.at(madeAt) - 4}
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

/** The day is named once, and again when it is another. */
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

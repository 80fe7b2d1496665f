import type { HistoryEvent } from './hit-history.js'
import type { TimeScale } from './time-scale.js'

interface MilestonesProps {
  readonly milestones: readonly HistoryEvent[]
  readonly scale: TimeScale
  readonly width: number
  /** The length of the lines in pixels. */
  readonly height: number
}

const rowHeight = 17
/** In pixels. */
const maxCharWidth = 7.6

/** Events of the HIT itself: vertical lines through the rows of its assignments. */
export const Milestones = ({ milestones, scale, width, height }: MilestonesProps) => (
  <g>
    {layOutMilestones(milestones, scale, width).map(({ x, row, isAtEnd, name, key }) => (
      <g key={key}>
        <line class="milestone" x1={x} x2={x} y1={row * rowHeight + 15} y2={height} />
        <text
          class="milestone"
          x={isAtEnd ? width : Math.max(0, x - 4)}
          y={row * rowHeight + 12}
          text-anchor={isAtEnd ? 'end' : 'start'}
        >
          {name}
        </text>
      </g>
    ))}
  </g>
)

export const milestonesHeight = (
  milestones: readonly HistoryEvent[],
  scale: TimeScale,
  width: number,
): number =>
  rowHeight * (1 + Math.max(0, ...layOutMilestones(milestones, scale, width).map(({ row }) => row)))

interface MilestoneLabel {
  readonly key: number
  readonly name: string
  readonly x: number
  /** Whether the label is aligned to the right edge. */
  readonly isAtEnd: boolean
  readonly row: number
}

/** Places each label in the first row where it overlaps no earlier one. */
function layOutMilestones(
  milestones: readonly HistoryEvent[],
  scale: TimeScale,
  width: number,
): readonly MilestoneLabel[] {
  const ends: number[] = []
  return milestones.map(({ type, at }, key) => {
    const name = type.replace(/^HIT/, '').toLowerCase()
    const x = scale.at(at)
    const labelWidth = name.length * maxCharWidth
    const isAtEnd = x - 4 + labelWidth > width
    const from = isAtEnd ? width - labelWidth : x - 4
    let row = 0
    while ((ends[row] ?? 0) > from) row++
    ends[row] = from + labelWidth + 8
    return { key, name, x, isAtEnd, row }
  })
}

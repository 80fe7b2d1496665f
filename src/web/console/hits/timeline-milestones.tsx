import type { Happened } from './life.js'
import type { TimeScale } from './time-scale.js'

interface MilestonesProps {
  readonly milestones: readonly Happened[]
  readonly scale: TimeScale
  readonly width: number
  /** How far down their lines go. */
  readonly height: number
}

const rowHeight = 17
/** As wide as a letter is at the most. */
const letter = 7.6

/** What happened to the HIT itself: a line through all that happened to its assignments. */
export const Milestones = ({ milestones, scale, width, height }: MilestonesProps) => (
  <g>
    {placed(milestones, scale, width).map(({ x, row, isAtEnd, name, key }) => (
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
  milestones: readonly Happened[],
  scale: TimeScale,
  width: number,
): number =>
  rowHeight * (1 + Math.max(0, ...placed(milestones, scale, width).map(({ row }) => row)))

interface Placed {
  readonly key: number
  readonly name: string
  readonly x: number
  /** Whether its name ends where the picture does. */
  readonly isAtEnd: boolean
  readonly row: number
}

/** Each name in the first row in which it covers none before it. */
function placed(
  milestones: readonly Happened[],
  scale: TimeScale,
  width: number,
): readonly Placed[] {
  const ends: number[] = []
  return milestones.map(({ type, at }, key) => {
    const name = type.replace(/^HIT/, '').toLowerCase()
    const x = scale.at(at)
    const room = name.length * letter
    const isAtEnd = x - 4 + room > width
    const from = isAtEnd ? width - room : x - 4
    let row = 0
    while ((ends[row] ?? 0) > from) row++
    ends[row] = from + room + 8
    return { key, name, x, isAtEnd, row }
  })
}

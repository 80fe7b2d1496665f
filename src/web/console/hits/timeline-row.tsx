import type { AssignmentView } from '../../../server/control/views.js'
import { assignmentTones } from '../../ui/assignment-tones.js'
import type { TimeScale } from './time-scale.js'

interface AssignmentRowProps {
  readonly assignment: AssignmentView
  readonly scale: TimeScale
  readonly width: number
  readonly y: number
  /** Whether to draw a thin line without a label. */
  readonly isThin: boolean
}

export const assignmentRowHeight = (isThin: boolean): number => (isThin ? 9 : 34)

/** In pixels. */
const maxCharWidth = 7.6

const signs = { Approved: '✓', Rejected: '✕', Returned: '↩', Abandoned: '–' } as const

/** One assignment: the work, the wait for review, and the result. */
export function AssignmentRow({ assignment, scale, width, y, isThin }: AssignmentRowProps) {
  const { workerId, status, acceptTime, submitTime, leaveTime } = assignment
  const reviewTime = assignment.approvalTime ?? assignment.rejectionTime
  const from = scale.at(acceptTime)
  const workEnd = submitTime ?? leaveTime
  const workTo = workEnd ? scale.at(workEnd) : width
  const waitTo = reviewTime ? scale.at(reviewTime) : width
  const end = reviewTime ?? leaveTime
  const [barY, barHeight] = isThin ? [y + 2, 5] : [y + 18, 8]
  const name = `${workerId} ${status}`
  const isRightAligned = from + name.length * maxCharWidth > width

  return (
    <g>
      {!isThin && (
        <text
          x={isRightAligned ? width : from}
          y={y + 12}
          text-anchor={isRightAligned ? 'end' : 'start'}
        >
          {workerId} <tspan class="quiet">{status.toLowerCase()}</tspan>
        </text>
      )}
      <rect
        class={leaveTime ? 'work is-left' : 'work'}
        x={from}
        y={barY}
        width={Math.max(2, workTo - from)}
        height={barHeight}
        rx="2"
      >
        <title>{name}</title>
      </rect>
      {submitTime && (
        <rect
          class="wait"
          x={workTo}
          y={barY}
          width={Math.max(0, waitTo - workTo)}
          height={barHeight}
        />
      )}
      {end && !isThin && (
        <g class={`end is-${assignmentTones[status]}`}>
          <circle cx={scale.at(end)} cy={barY + barHeight / 2} r="8" />
          <text x={scale.at(end)} y={barY + barHeight / 2 + 3.5} text-anchor="middle">
            {signs[status as keyof typeof signs]}
          </text>
        </g>
      )}
      {end && isThin && (
        <circle
          class={`end is-${assignmentTones[status]}`}
          cx={scale.at(end)}
          cy={barY + barHeight / 2}
          r="3.5"
        />
      )}
    </g>
  )
}

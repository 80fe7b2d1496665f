import type { WireAssignment } from './wire.js'

const secondsPerDay = 86_400

/**
 * A worker's approval rates among some reviewed assignments, such as `50% (1/2)`, the windows ending
 * with the newest review.
 */
export function computeApprovalRates(
  workerId: string,
  assignments: readonly WireAssignment[],
): Readonly<
  Record<'LifetimeApprovalRate' | 'Last30DaysApprovalRate' | 'Last7DaysApprovalRate', string>
> {
  const reviewed = assignments.flatMap((assignment) => {
    const time = assignment.ApprovalTime ?? assignment.RejectionTime
    return time === undefined ? [] : { assignment, time }
  })
  const newest = reviewed.reduce((latest, { time }) => Math.max(latest, time), 0)
  const rateSince = (start: number) =>
    formatRate(
      reviewed
        .filter(({ assignment, time }) => assignment.WorkerId === workerId && time >= start)
        .map(({ assignment }) => assignment),
    )
  return {
    LifetimeApprovalRate: rateSince(0),
    Last30DaysApprovalRate: rateSince(newest - 30 * secondsPerDay),
    Last7DaysApprovalRate: rateSince(newest - 7 * secondsPerDay),
  }
}

function formatRate(reviewed: readonly WireAssignment[]): string {
  const approved = reviewed.filter((each) => each.AssignmentStatus === 'Approved').length
  const percent = reviewed.length === 0 ? 0 : Math.round((100 * approved) / reviewed.length)
  return `${percent}% (${approved}/${reviewed.length})`
}

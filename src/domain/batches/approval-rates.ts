import type { WireAssignment } from './wire.js'

const secondsPerDay = 86_400

type ApprovalRates = Readonly<
  Record<'LifetimeApprovalRate' | 'Last30DaysApprovalRate' | 'Last7DaysApprovalRate', string>
>

/**
 * Each worker's approval rates among some reviewed assignments, such as `50% (1/2)`, the windows
 * ending with the newest review. @returns the rates by WorkerId
 */
export function computeApprovalRates(
  assignments: readonly WireAssignment[],
): ReadonlyMap<string, ApprovalRates> {
  const newest = assignments.reduce((latest, each) => Math.max(latest, readReviewTime(each)), 0)
  const byWorker = new Map<string, WireAssignment[]>()
  for (const assignment of assignments) {
    const own = byWorker.get(assignment.WorkerId)
    if (own) own.push(assignment)
    else byWorker.set(assignment.WorkerId, [assignment])
  }
  return new Map(
    [...byWorker].map(([workerId, own]) => {
      const rateSince = (start: number) =>
        formatRate(own.filter((each) => readReviewTime(each) >= start))
      return [
        workerId,
        {
          LifetimeApprovalRate: rateSince(0),
          Last30DaysApprovalRate: rateSince(newest - 30 * secondsPerDay),
          Last7DaysApprovalRate: rateSince(newest - 7 * secondsPerDay),
        },
      ]
    }),
  )
}

/** Before every instant for an assignment that is not reviewed. */
const readReviewTime = ({ ApprovalTime, RejectionTime }: WireAssignment): number =>
  ApprovalTime ?? RejectionTime ?? Number.NEGATIVE_INFINITY

function formatRate(reviewed: readonly WireAssignment[]): string {
  const approved = reviewed.filter((each) => each.AssignmentStatus === 'Approved').length
  const percent = reviewed.length === 0 ? 0 : Math.round((100 * approved) / reviewed.length)
  return `${percent}% (${approved}/${reviewed.length})`
}

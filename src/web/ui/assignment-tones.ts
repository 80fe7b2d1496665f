import type { WorkerAssignment } from '../../server/control/contract.js'
import type { Tone } from './status-badge.js'

/** How each status of an assignment is taken, by whoever looks at it. */
export const assignmentTones: Readonly<Record<WorkerAssignment['status'], Tone>> = {
  Accepted: 'waiting',
  Submitted: 'waiting',
  Approved: 'good',
  Rejected: 'bad',
  Returned: 'plain',
  Abandoned: 'plain',
}

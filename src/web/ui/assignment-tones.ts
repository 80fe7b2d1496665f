import type { WorkerAssignment } from '../../server/control/contract.js'
import type { Tone } from './status-badge.js'

/** The tone of each assignment status, the same for requesters and workers. */
export const assignmentTones: Readonly<Record<WorkerAssignment['status'], Tone>> = {
  Accepted: 'waiting',
  Submitted: 'waiting',
  Approved: 'good',
  Rejected: 'bad',
  Returned: 'plain',
  Abandoned: 'plain',
}

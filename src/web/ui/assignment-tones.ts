import type { WorkerAssignmentView } from '../../server/control/views.js'
import type { Tone } from './status-badge.js'

/** The tone of each assignment status, the same for requesters and workers. */
export const assignmentTones: Readonly<Record<WorkerAssignmentView['status'], Tone>> = {
  Accepted: 'waiting',
  Submitted: 'waiting',
  Approved: 'good',
  Rejected: 'bad',
  Returned: 'plain',
  Abandoned: 'plain',
}

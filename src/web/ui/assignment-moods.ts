import type { Task } from '../../server/control/contract.js'
import type { Mood } from './status.js'

/** How each status of an assignment is taken, by whoever looks at it. */
export const assignmentMoods: Readonly<Record<Task['status'], Mood>> = {
  Accepted: 'waiting',
  Submitted: 'waiting',
  Approved: 'good',
  Rejected: 'bad',
  Returned: 'plain',
  Abandoned: 'plain',
}

import type { Assignment, HITListed } from '../../control/market-contract.js'
import type { Mood } from '../../look/status.js'

export const hitMoods: Readonly<Record<HITListed['status'], Mood>> = {
  Assignable: 'good',
  Unassignable: 'waiting',
  Reviewable: 'waiting',
  Reviewing: 'waiting',
  Disposed: 'plain',
}

export const assignmentMoods: Readonly<Record<Assignment['status'], Mood>> = {
  Accepted: 'waiting',
  Submitted: 'waiting',
  Approved: 'good',
  Rejected: 'bad',
  Returned: 'plain',
  Abandoned: 'plain',
}

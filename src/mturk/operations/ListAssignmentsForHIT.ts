import { integer, list, required, structure } from '../../core/schema/shape.js'
import { visibleStatuses } from '../../domain/assignment.js'
import { Assignment, AssignmentStatus } from '../../domain/shapes/Assignment.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'
import { assignmentToWire } from './to-wire.js'

/** Lists the submitted assignments of a HIT, in order of submission. */
export const ListAssignmentsForHIT = defineOperation({
  name: 'ListAssignmentsForHIT',
  input: structure({
    HITId: required(EntityId),
    AssignmentStatuses: list(AssignmentStatus),
    ...pageMembers,
  }),
  output: structure({
    NextToken: PaginationToken,
    NumResults: integer(),
    Assignments: list(Assignment),
  }),

  async run({ HITId, AssignmentStatuses: requestedStatuses = [], ...input }, context) {
    await loadOwnHit(context, HITId)
    const status = requestedStatuses.length > 0 ? requestedStatuses : visibleStatuses
    const { items, ...page } = await paginateResults(
      ['ListAssignmentsForHIT', HITId, ...status],
      input,
      (page) => context.store.assignments.list({ hitId: HITId, status }, page),
    )
    return { ...page, Assignments: items.map(assignmentToWire) }
  },
})

import { integer, list, required, structure } from '../../core/schema/shape.js'
import { visibleStates } from '../../domain/assignment.js'
import { Assignment, AssignmentStatus } from '../../domain/shapes/Assignment.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownHit } from './own.js'
import { onePage, pageMembers } from './page.js'
import { shownAssignment } from './shown.js'

/** What was submitted for a HIT, in that order. */
export const ListAssignmentsForHIT = operation({
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

  async run({ HITId, AssignmentStatuses: asked = [], ...input }, context) {
    await ownHit(context, HITId)
    const status = asked.length > 0 ? asked : visibleStates
    const { things, ...page } = await onePage(
      ['ListAssignmentsForHIT', HITId, ...status],
      input,
      (page) => context.store.assignments.list({ hitId: HITId, status }, page),
    )
    return { ...page, Assignments: things.map(shownAssignment) }
  },
})

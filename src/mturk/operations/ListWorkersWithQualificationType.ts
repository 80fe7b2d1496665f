import { integer, list, required, structure } from '../../core/schema/shape.js'
import { Qualification, QualificationStatus } from '../../domain/shapes/Qualification.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { loadOwnQualificationType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'
import { qualificationToWire } from './to-wire.js'

/** Lists the workers who have a qualification, or had it. */
export const ListWorkersWithQualificationType = defineOperation({
  name: 'ListWorkersWithQualificationType',
  input: structure({
    QualificationTypeId: required(EntityId),
    Status: QualificationStatus,
    ...pageMembers,
  }),
  output: structure({
    NextToken: PaginationToken,
    NumResults: integer(),
    Qualifications: list(Qualification),
  }),

  async run({ QualificationTypeId, Status: status = 'Granted', ...input }, context) {
    const { id: qualificationTypeId } = await loadOwnQualificationType(context, QualificationTypeId)
    const { items, ...page } = await paginateResults(
      ['ListWorkersWithQualificationType', qualificationTypeId, status],
      input,
      (page) => context.store.qualifications.list({ qualificationTypeId, status }, page),
    )
    return { ...page, Qualifications: items.map(qualificationToWire) }
  },
})

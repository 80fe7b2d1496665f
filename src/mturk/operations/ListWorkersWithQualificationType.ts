import { integer, list, required, structure } from '../../core/schema/shape.js'
import { Qualification, QualificationStatus } from '../../domain/shapes/Qualification.js'
import { EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownQualificationType } from './own.js'
import { onePage, pageMembers } from './page.js'
import { shownQualification } from './shown.js'

/** The workers who have a qualification, or had it. */
export const ListWorkersWithQualificationType = operation({
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
    const { id: qualificationTypeId } = await ownQualificationType(context, QualificationTypeId)
    const { things, ...page } = await onePage(
      ['ListWorkersWithQualificationType', qualificationTypeId, status],
      input,
      (page) => context.store.qualifications.list({ qualificationTypeId, status }, page),
    )
    return { ...page, Qualifications: things.map(shownQualification) }
  },
})

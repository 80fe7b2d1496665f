import { integer, list, string, structure, timestamp } from '../../core/schema/shape.js'
import { CustomerId, EntityId, PaginationToken } from '../../domain/shapes/scalars.js'
import { loadOwnQualificationType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

const QualificationRequest = structure({
  QualificationRequestId: string(),
  QualificationTypeId: EntityId,
  WorkerId: CustomerId,
  Test: string(),
  Answer: string(),
  SubmitTime: timestamp(),
})

/** Lists the pending requests of workers for qualifications. */
export const ListQualificationRequests = defineOperation({
  name: 'ListQualificationRequests',
  input: structure({ QualificationTypeId: EntityId, ...pageMembers }),
  output: structure({
    NumResults: integer(),
    NextToken: PaginationToken,
    QualificationRequests: list(QualificationRequest),
  }),

  async run({ QualificationTypeId: qualificationTypeId, ...input }, context) {
    const { account, store } = context
    if (qualificationTypeId !== undefined)
      await loadOwnQualificationType(context, qualificationTypeId)
    const { items, ...page } = await paginateResults(
      ['ListQualificationRequests', account, qualificationTypeId],
      input,
      (page) =>
        store.qualificationRequests.list({ account, qualificationTypeId, status: 'Pending' }, page),
    )
    const QualificationRequests = []
    for (const request of items) {
      const type = await store.qualificationTypes.find({ id: request.qualificationTypeId })
      QualificationRequests.push({
        QualificationRequestId: request.id,
        QualificationTypeId: request.qualificationTypeId,
        WorkerId: request.workerId,
        Test: type?.test,
        Answer: request.answer,
        SubmitTime: request.submitTime,
      })
    }
    return { ...page, QualificationRequests }
  },
})

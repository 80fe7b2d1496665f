import { required, structure } from '../../core/schema/shape.js'
import {
  qualificationTypeDoesNotExist,
  qualificationTypeStateNotAllowed,
} from '../../domain/errors.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { defineOperation } from './operation.js'

/**
 * Deletes a qualification type, which frees its name. Workers keep their scores, for the HITs that
 * require them; pending requests are rejected.
 */
export const DeleteQualificationType = defineOperation({
  name: 'DeleteQualificationType',
  input: structure({ QualificationTypeId: required(EntityId) }),
  output: structure({}),

  async run({ QualificationTypeId: id }, { account, store }) {
    const type = await store.qualificationTypes.find({ id })
    if (type?.account !== account) throw qualificationTypeDoesNotExist(id)
    if (type.status === 'Disposing') throw qualificationTypeStateNotAllowed(['Active', 'Inactive'])

    await store.qualificationTypes.put({ ...type, status: 'Disposing', isRequestable: false })
    const pending = { qualificationTypeId: id, status: 'Pending' }
    for (const { record } of await store.qualificationRequests.list(pending))
      await store.qualificationRequests.put({ ...record, status: 'Rejected' })
    return {}
  },
})

import { qualificationTypeDoesNotExist, qualificationTypeNotActive } from '../errors.js'
import { EntityId } from '../shapes/scalars.js'
import { required, structure } from '../shapes/shape.js'
import { operation } from './operation.js'

/** Takes a qualification type away, from the workers who have it too; its name is free again. */
export const DeleteQualificationType = operation({
  name: 'DeleteQualificationType',
  input: structure({ QualificationTypeId: required(EntityId) }),
  output: structure({}),

  async run({ QualificationTypeId: id }, { account, store }) {
    const type = await store.qualificationTypes.find({ id })
    if (type?.account !== account) throw qualificationTypeDoesNotExist(id)
    if (type.status === 'Disposing') throw qualificationTypeNotActive()

    await store.qualificationTypes.put({ ...type, status: 'Disposing', isRequestable: false })
    await store.qualifications.removeAll({ qualificationTypeId: id })
    await store.qualificationRequests.removeAll({ qualificationTypeId: id })
    return {}
  },
})

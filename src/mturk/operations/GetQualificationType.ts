import { required, structure } from '../../core/schema/shape.js'
import { qualificationTypeDoesNotExist } from '../../domain/errors.js'
import { QualificationType } from '../../domain/shapes/QualificationType.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { systemTypesByEnvironment } from '../../domain/system-types.js'
import { defineOperation } from './operation.js'
import { qualificationTypeToWire } from './to-wire.js'

/** Returns a qualification type of any requester, or a system type. */
export const GetQualificationType = defineOperation({
  name: 'GetQualificationType',
  input: structure({ QualificationTypeId: required(EntityId) }),
  output: structure({ QualificationType }),

  async run({ QualificationTypeId: id }, { store, environment }) {
    const systemType = systemTypesByEnvironment[environment].find((type) => type.id === id)
    const type = systemType ?? (await store.qualificationTypes.find({ id }))
    if (!type || type.status === 'Disposing') throw qualificationTypeDoesNotExist(id)
    return { QualificationType: qualificationTypeToWire(type) }
  },
})

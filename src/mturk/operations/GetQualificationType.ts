import { required, structure } from '../../core/schema/shape.js'
import { qualificationTypeDoesNotExist } from '../../domain/errors.js'
import { QualificationType } from '../../domain/shapes/QualificationType.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { systemTypesIn } from '../../domain/system-types.js'
import { operation } from './operation.js'
import { shownQualificationType } from './shown.js'

/** Tells a qualification type, anybody's, the service's own too. */
export const GetQualificationType = operation({
  name: 'GetQualificationType',
  input: structure({ QualificationTypeId: required(EntityId) }),
  output: structure({ QualificationType }),

  async run({ QualificationTypeId: id }, { store, environment }) {
    const ofTheService = systemTypesIn[environment].find((type) => type.id === id)
    const type = ofTheService ?? (await store.qualificationTypes.find({ id }))
    if (!type || type.status === 'Disposing') throw qualificationTypeDoesNotExist(id)
    return { QualificationType: shownQualificationType(type) }
  },
})

import { required, structure } from '../../core/schema/shape.js'
import { qualificationDoesNotExist, qualificationNotGranted } from '../../domain/errors.js'
import { Qualification } from '../../domain/shapes/Qualification.js'
import { CustomerId, EntityId } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownQualificationType } from './own.js'
import { shownQualification } from './shown.js'

/** Tells how a worker stands in a qualification. */
export const GetQualificationScore = operation({
  name: 'GetQualificationScore',
  input: structure({ QualificationTypeId: required(EntityId), WorkerId: required(CustomerId) }),
  output: structure({ Qualification }),

  async run({ QualificationTypeId, WorkerId: workerId }, context) {
    const { id: qualificationTypeId } = await ownQualificationType(context, QualificationTypeId)
    const held = await context.store.qualifications.find({ qualificationTypeId, workerId })
    if (!held) throw qualificationDoesNotExist()
    if (held.status === 'Revoked') throw qualificationNotGranted()
    return { Qualification: shownQualification(held) }
  },
})

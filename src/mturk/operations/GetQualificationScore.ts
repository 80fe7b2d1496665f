import { required, structure } from '../../core/schema/shape.js'
import { qualificationDoesNotExist, qualificationNotGranted } from '../../domain/errors.js'
import { Qualification } from '../../domain/shapes/Qualification.js'
import { CustomerId, EntityId } from '../../domain/shapes/scalars.js'
import { isSystemType } from '../../domain/system-types.js'
import { loadOwnQualificationType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { qualificationToWire } from './to-wire.js'

/** Returns a worker's score. */
export const GetQualificationScore = defineOperation({
  name: 'GetQualificationScore',
  input: structure({ QualificationTypeId: required(EntityId), WorkerId: required(CustomerId) }),
  output: structure({ Qualification }),

  async run({ QualificationTypeId, WorkerId: workerId }, context) {
    // Captured for Worker_Locale (boto#3171).
    if (isSystemType(QualificationTypeId)) throw qualificationDoesNotExist()
    const { id: qualificationTypeId } = await loadOwnQualificationType(context, QualificationTypeId)
    const qualification = await context.store.qualifications.find({ qualificationTypeId, workerId })
    if (!qualification) throw qualificationDoesNotExist()
    if (qualification.status === 'Revoked') throw qualificationNotGranted()
    return { Qualification: qualificationToWire(qualification) }
  },
})

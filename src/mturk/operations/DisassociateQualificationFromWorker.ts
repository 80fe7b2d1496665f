import { required, string, structure } from '../../core/schema/shape.js'
import { qualificationDoesNotExist } from '../../domain/errors.js'
import { CustomerId, EntityId } from '../../domain/shapes/scalars.js'
import { loadOwnQualificationType } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Revokes a worker's qualification. */
export const DisassociateQualificationFromWorker = defineOperation({
  name: 'DisassociateQualificationFromWorker',
  input: structure({
    WorkerId: required(CustomerId),
    QualificationTypeId: required(EntityId),
    Reason: string(),
  }),
  output: structure({}),

  async run({ WorkerId: workerId, QualificationTypeId }, context) {
    const { id: qualificationTypeId } = await loadOwnQualificationType(context, QualificationTypeId)
    const qualification = await context.store.qualifications.find({ qualificationTypeId, workerId })
    if (qualification?.status !== 'Granted') throw qualificationDoesNotExist()

    await context.store.qualifications.put({ ...qualification, status: 'Revoked' })
    return {}
  },
})

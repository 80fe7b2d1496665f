import { required, string, structure } from '../../core/schema/shape.js'
import { qualificationDoesNotExist } from '../../domain/errors.js'
import { CustomerId, EntityId } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownQualificationType } from './own.js'

/** Takes a qualification back. */
export const DisassociateQualificationFromWorker = operation({
  name: 'DisassociateQualificationFromWorker',
  input: structure({
    WorkerId: required(CustomerId),
    QualificationTypeId: required(EntityId),
    Reason: string(),
  }),
  output: structure({}),

  async run({ WorkerId: workerId, QualificationTypeId }, context) {
    const { id: qualificationTypeId } = await ownQualificationType(context, QualificationTypeId)
    const held = await context.store.qualifications.find({ qualificationTypeId, workerId })
    if (held?.status !== 'Granted') throw qualificationDoesNotExist()

    await context.store.qualifications.put({ ...held, status: 'Revoked' })
    return {}
  },
})

import { boolean, integer, required, structure } from '../../core/schema/shape.js'
import { CustomerId, EntityId } from '../../domain/shapes/scalars.js'
import { loadOwnQualificationType } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Grants a worker a qualification without a request, or changes its score. */
export const AssociateQualificationWithWorker = defineOperation({
  name: 'AssociateQualificationWithWorker',
  input: structure({
    QualificationTypeId: required(EntityId),
    WorkerId: required(CustomerId),
    IntegerValue: integer(),
    SendNotification: boolean(),
  }),
  output: structure({}),

  async run({ QualificationTypeId, WorkerId: workerId, IntegerValue = 1 }, context) {
    const { id } = await loadOwnQualificationType(context, QualificationTypeId)

    await context.store.qualifications.put({
      qualificationTypeId: id,
      workerId,
      grantTime: context.now,
      integerValue: IntegerValue,
      status: 'Granted',
    })
    return {}
  },
})

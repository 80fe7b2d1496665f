import { integer, required, string, structure } from '../../core/schema/shape.js'
import { loadPendingRequest } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Grants a qualification that a worker requested. */
export const AcceptQualificationRequest = defineOperation({
  name: 'AcceptQualificationRequest',
  input: structure({ QualificationRequestId: required(string()), IntegerValue: integer() }),
  output: structure({}),

  async run({ QualificationRequestId, IntegerValue = 1 }, context) {
    const request = await loadPendingRequest(context, QualificationRequestId)

    await context.store.qualifications.put({
      qualificationTypeId: request.qualificationTypeId,
      workerId: request.workerId,
      grantTime: context.now,
      integerValue: IntegerValue,
      status: 'Granted',
    })
    await context.store.qualificationRequests.put({ ...request, status: 'Granted' })
    return {}
  },
})

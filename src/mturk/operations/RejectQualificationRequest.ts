import { required, string, structure } from '../../core/schema/shape.js'
import { loadPendingRequest } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Rejects a worker's request for a qualification. */
export const RejectQualificationRequest = defineOperation({
  name: 'RejectQualificationRequest',
  input: structure({ QualificationRequestId: required(string()), Reason: string() }),
  output: structure({}),

  async run({ QualificationRequestId }, context) {
    const request = await loadPendingRequest(context, QualificationRequestId)

    await context.store.qualificationRequests.put({ ...request, status: 'Rejected' })
    return {}
  },
})

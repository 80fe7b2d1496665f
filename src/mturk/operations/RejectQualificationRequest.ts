import { required, string, structure } from '../../core/schema/shape.js'
import { operation } from './operation.js'
import { pendingRequest } from './own.js'

/** Refuses what a worker asked for. */
export const RejectQualificationRequest = operation({
  name: 'RejectQualificationRequest',
  input: structure({ QualificationRequestId: required(string()), Reason: string() }),
  output: structure({}),

  async run({ QualificationRequestId }, context) {
    const request = await pendingRequest(context, QualificationRequestId)

    await context.store.qualificationRequests.put({ ...request, status: 'Rejected' })
    return {}
  },
})

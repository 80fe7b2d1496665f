import { required, string, structure } from '../../core/schema/shape.js'
import { workerNotKnown } from '../../domain/errors.js'
import { CustomerId } from '../../domain/shapes/scalars.js'
import { defineOperation } from './operation.js'

/** Blocks a worker from the requester's HITs. Blocking twice has no further effect. */
export const CreateWorkerBlock = defineOperation({
  name: 'CreateWorkerBlock',
  input: structure({ WorkerId: required(CustomerId), Reason: required(string()) }),
  output: structure({}),

  async run({ WorkerId: workerId, Reason: reason }, { account, store }) {
    if (!(await store.workers.find({ id: workerId }))) throw workerNotKnown(workerId)

    await store.workerBlocks.put({ account, workerId, reason })
    return {}
  },
})

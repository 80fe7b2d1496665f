import { required, string, structure } from '../../core/schema/shape.js'
import { CustomerId } from '../../domain/shapes/scalars.js'
import { defineOperation } from './operation.js'

/** Unblocks a worker; no effect on a worker who is not blocked. */
export const DeleteWorkerBlock = defineOperation({
  name: 'DeleteWorkerBlock',
  input: structure({ WorkerId: required(CustomerId), Reason: string() }),
  output: structure({}),

  async run({ WorkerId: workerId }, { account, store }) {
    await store.workerBlocks.remove({ account, workerId })
    return {}
  },
})

import { integer, list, string, structure } from '../../core/schema/shape.js'
import { CustomerId, PaginationToken } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { onePage, pageMembers } from './page.js'

/** The workers that the requester keeps out. */
export const ListWorkerBlocks = operation({
  name: 'ListWorkerBlocks',
  input: structure(pageMembers),
  output: structure({
    NextToken: PaginationToken,
    NumResults: integer(),
    WorkerBlocks: list(structure({ WorkerId: CustomerId, Reason: string() })),
  }),

  async run(input, { account, store }) {
    const { things, ...page } = await onePage(['ListWorkerBlocks', account], input, (page) =>
      store.workerBlocks.list({ account }, page),
    )
    const WorkerBlocks = things.map(({ workerId, reason }) => ({
      WorkerId: workerId,
      Reason: reason,
    }))
    return { ...page, WorkerBlocks }
  },
})

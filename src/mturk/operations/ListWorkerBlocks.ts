import { integer, list, string, structure } from '../../core/schema/shape.js'
import { CustomerId, PaginationToken } from '../../domain/shapes/scalars.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'

/** Lists the workers whom the requester has blocked. */
export const ListWorkerBlocks = defineOperation({
  name: 'ListWorkerBlocks',
  input: structure(pageMembers),
  output: structure({
    NextToken: PaginationToken,
    NumResults: integer(),
    WorkerBlocks: list(structure({ WorkerId: CustomerId, Reason: string() })),
  }),

  async run(input, { account, store }) {
    const { items, ...page } = await paginateResults(['ListWorkerBlocks', account], input, (page) =>
      store.workerBlocks.list({ account }, page),
    )
    const WorkerBlocks = items.map(({ workerId, reason }) => ({
      WorkerId: workerId,
      Reason: reason,
    }))
    return { ...page, WorkerBlocks }
  },
})

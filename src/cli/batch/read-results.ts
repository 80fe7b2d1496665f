import { readBatchId } from '../../domain/batches/annotation.js'
import type { HitResults } from '../../domain/batches/results.js'
import { readRowInput } from '../../domain/batches/template.js'
import type { WireAssignment, WireHit } from '../../domain/batches/wire.js'
import { mapConcurrently } from './map-concurrently.js'
import { type CallOperation, listAll } from './requester-client.js'

/** The HITs of a batch in the order of its rows; none for an unknown batch. */
export async function readBatchResults(
  call: CallOperation,
  batchId: string,
  concurrency: number,
): Promise<readonly HitResults[]> {
  const hits = await listAll<WireHit>(call, 'ListHITs', 'HITs')
  const results = await mapConcurrently(
    hits.filter(({ RequesterAnnotation }) => readBatchId(RequesterAnnotation) === batchId),
    concurrency,
    async (hit) => ({
      hit,
      input: readRowInput(hit.Question),
      assignments: await listAll<WireAssignment>(call, 'ListAssignmentsForHIT', 'Assignments', {
        HITId: hit.HITId,
      }),
    }),
  )
  return results.toSorted((a, b) => (a.input?.row ?? 0) - (b.input?.row ?? 0))
}

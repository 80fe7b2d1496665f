import { isOfBatch } from './annotation.js'
import { mapConcurrently } from './map-concurrently.js'
import { type CallOperation, listAll } from './requester-client.js'
import { type RowInput, readRowInput } from './template.js'
import type { WireAssignment, WireHit } from './wire.js'

/** A HIT of a batch with what workers submitted. */
export interface HitResults {
  readonly hit: WireHit
  /** Undefined for a HIT that `batch create` did not create. */
  readonly input: RowInput | undefined
  readonly assignments: readonly WireAssignment[]
}

/** The HITs of a batch in the order of its rows; none for an unknown batch. */
export async function readBatchResults(
  call: CallOperation,
  batchId: string,
  concurrency: number,
): Promise<readonly HitResults[]> {
  const hits = await listAll<WireHit>(call, 'ListHITs', 'HITs')
  const results = await mapConcurrently(
    hits.filter(({ RequesterAnnotation }) => isOfBatch(RequesterAnnotation, batchId)),
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

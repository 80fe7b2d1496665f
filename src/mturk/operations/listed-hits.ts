import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { HIT as ShownHIT } from '../../domain/shapes/HIT.js'
import type { Context } from '../unit-of-work.js'
import { shownHit } from './shown.js'

/** HITs of a page, each with what its type says; a type is read once. */
export async function listedHits(
  { account, store }: Pick<Context, 'account' | 'store'>,
  hits: readonly HIT[],
): Promise<readonly ShownHIT[]> {
  const types = new Map<string, HITType>()
  for (const { hitTypeId } of hits) {
    if (!types.has(hitTypeId))
      types.set(hitTypeId, (await store.hitTypes.find({ account, id: hitTypeId }))!)
  }
  return hits.map((hit) => shownHit(hit, types.get(hit.hitTypeId)!))
}

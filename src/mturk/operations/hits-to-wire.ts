import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { HIT as ShownHIT } from '../../domain/shapes/HIT.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { hitToWire } from './to-wire.js'

/** HITs with the properties of their types; each type is read once. */
export async function hitsToWire(
  { account, store }: Pick<UnitOfWork, 'account' | 'store'>,
  hits: readonly HitRecord[],
): Promise<readonly ShownHIT[]> {
  const types = new Map<string, HitTypeRecord>()
  for (const { hitTypeId } of hits) {
    if (!types.has(hitTypeId))
      types.set(hitTypeId, (await store.hitTypes.find({ account, id: hitTypeId }))!)
  }
  return hits.map((hit) => hitToWire(hit, types.get(hit.hitTypeId)!))
}

import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { ReadContext } from '../read-context.js'

export const loadHitType = async (
  { store }: Pick<ReadContext, 'store'>,
  { account, hitTypeId }: HitRecord,
): Promise<HitTypeRecord> => (await store.hitTypes.find({ account, id: hitTypeId }))!

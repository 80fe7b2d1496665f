import { required, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { loadOwnHit, loadOwnHitType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { hitToWire } from './to-wire.js'

/** Returns a HIT, even a disposed one. */
export const GetHIT = defineOperation({
  name: 'GetHIT',
  input: structure({ HITId: required(EntityId) }),
  output: structure({ HIT }),

  async run({ HITId }, context) {
    const hit = await loadOwnHit(context, HITId)
    return { HIT: hitToWire(hit, await loadOwnHitType(context, hit.hitTypeId)) }
  },
})

import { required, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { createHit, hitMembers } from './create-hit.js'
import { loadOwnHitType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { hitToWire } from './to-wire.js'

/** Creates a HIT of an existing HIT type. */
export const CreateHITWithHITType = defineOperation({
  name: 'CreateHITWithHITType',
  input: structure({ HITTypeId: required(EntityId), ...hitMembers }),
  output: structure({ HIT }),

  async run(input, context) {
    const hitType = await loadOwnHitType(context, input.HITTypeId)
    const hit = await createHit(context, 'CreateHIT', hitType, input)
    return { HIT: hitToWire(hit, hitType) }
  },
})

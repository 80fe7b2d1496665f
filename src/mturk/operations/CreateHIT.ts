import { structure } from '../../core/schema/shape.js'
import { parseHitTypeInput } from '../../domain/hit-type.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { hitTypeMembers } from './CreateHITType.js'
import { createHit, findOrCreateHitType, hitMembers } from './create-hit.js'
import { defineOperation } from './operation.js'
import { hitToWire } from './to-wire.js'

/** Offers work to workers; its properties make its HIT type, or find it. */
export const CreateHIT = defineOperation({
  name: 'CreateHIT',
  input: structure({ ...hitTypeMembers, ...hitMembers }),
  output: structure({ HIT }),

  async run(input, context) {
    const hitType = await findOrCreateHitType(context, parseHitTypeInput(input))
    const hit = await createHit(context, 'CreateHIT', hitType, input)
    return { HIT: hitToWire(hit, hitType) }
  },
})

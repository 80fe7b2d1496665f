import { structure } from '../../core/schema/shape.js'
import { parseHitTypeInput } from '../../domain/hit-type.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { hitTypeMembers } from './CreateHITType.js'
import { createHit, findOrCreateHitType, hitMembers } from './create-hit.js'
import { defineOperation } from './operation.js'
import { hitToWire } from './to-wire.js'

/** Creates a HIT; its HIT type is found by its properties, or created. */
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

import { structure } from '../../core/schema/shape.js'
import { hitTypeProperties } from '../../domain/hit-type.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { hitTypeMembers } from './CreateHITType.js'
import { hitMembers, hitTypeWith, makeHit } from './hit-making.js'
import { operation } from './operation.js'
import { shownHit } from './shown.js'

/** Offers work to workers; its properties make its HIT type, or find it. */
export const CreateHIT = operation({
  name: 'CreateHIT',
  input: structure({ ...hitTypeMembers, ...hitMembers }),
  output: structure({ HIT }),

  async run(input, context) {
    const hitType = await hitTypeWith(context, hitTypeProperties(input))
    const hit = await makeHit(context, 'CreateHIT', hitType, input)
    return { HIT: shownHit(hit, hitType) }
  },
})

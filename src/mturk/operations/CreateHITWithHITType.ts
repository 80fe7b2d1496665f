import { required, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { hitMembers, makeHit } from './hit-making.js'
import { operation } from './operation.js'
import { ownHitType } from './own.js'
import { shownHit } from './shown.js'

/** Offers work of a kind that was made before. */
export const CreateHITWithHITType = operation({
  name: 'CreateHITWithHITType',
  input: structure({ HITTypeId: required(EntityId), ...hitMembers }),
  output: structure({ HIT }),

  async run(input, context) {
    const hitType = await ownHitType(context, input.HITTypeId)
    const hit = await makeHit(context, 'CreateHIT', hitType, input)
    return { HIT: shownHit(hit, hitType) }
  },
})

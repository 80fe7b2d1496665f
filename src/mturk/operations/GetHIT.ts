import { required, structure } from '../../core/schema/shape.js'
import { HIT } from '../../domain/shapes/HIT.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownHit, ownHitType } from './own.js'
import { shownHit } from './shown.js'

/** Tells a HIT, a disposed one too. */
export const GetHIT = operation({
  name: 'GetHIT',
  input: structure({ HITId: required(EntityId) }),
  output: structure({ HIT }),

  async run({ HITId }, context) {
    const hit = await ownHit(context, HITId)
    return { HIT: shownHit(hit, await ownHitType(context, hit.hitTypeId)) }
  },
})

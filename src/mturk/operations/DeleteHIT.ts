import { required, structure } from '../../core/schema/shape.js'
import { dispose } from '../../domain/hit.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { saveHit } from '../lifecycle/save-transition.js'
import { loadOwnHit } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Disposes of a HIT of which every assignment is reviewed. */
export const DeleteHIT = defineOperation({
  name: 'DeleteHIT',
  input: structure({ HITId: required(EntityId) }),
  output: structure({}),

  async run({ HITId }, context) {
    const hit = await loadOwnHit(context, HITId)

    await saveHit(context, dispose(hit, context.now))
    return {}
  },
})

import { askedIn, type Headers } from '../../faults/request-header.js'
import type { World } from '../../mturk/unit-of-work.js'

/**
 * The world as a request sees it: with what the request wants to go wrong with the news it causes.
 *
 * @throws FaultRuleError
 */
export function worldFor(world: World, headers: Headers): World {
  const asked = askedIn(headers, world.faults, '')
  return asked ? { ...world, faultsAsked: asked.rules } : world
}

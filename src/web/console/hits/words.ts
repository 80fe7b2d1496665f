import type { HITListed } from '../../../server/control/market-contract.js'
import type { Mood } from '../../ui/status.js'

export const hitMoods: Readonly<Record<HITListed['status'], Mood>> = {
  Assignable: 'good',
  Unassignable: 'waiting',
  Reviewable: 'waiting',
  Reviewing: 'waiting',
  Disposed: 'plain',
}

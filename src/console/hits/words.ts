import type { HITListed } from '../../control/market-contract.js'
import type { Mood } from '../../look/status.js'

export const hitMoods: Readonly<Record<HITListed['status'], Mood>> = {
  Assignable: 'good',
  Unassignable: 'waiting',
  Reviewable: 'waiting',
  Reviewing: 'waiting',
  Disposed: 'plain',
}

import type { HITListItemView } from '../../../server/control/views.js'
import type { Tone } from '../../ui/status-badge.js'

export const hitTones: Readonly<Record<HITListItemView['status'], Tone>> = {
  Assignable: 'good',
  Unassignable: 'waiting',
  Reviewable: 'waiting',
  Reviewing: 'waiting',
  Disposed: 'plain',
}

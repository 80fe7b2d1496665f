import type { Delivery, DeliveryStatus, Json } from '../../../server/control/contract.js'
import type { Mood } from '../../ui/status.js'

export const moods: Readonly<Record<DeliveryStatus, Mood>> = {
  pending: 'waiting',
  sent: 'good',
  failed: 'bad',
}

/** What a delivery tells: its event types, or the subject of what a requester wrote. */
export const namesOf = ({ eventTypes, subject }: Json<Delivery>): string =>
  eventTypes.length > 0 ? eventTypes.join(', ') : subject

import type { Delivery, DeliveryStatus, Json } from '../../../server/control/contract.js'
import type { Tone } from '../../ui/status-badge.js'

export const deliveryTones: Readonly<Record<DeliveryStatus, Tone>> = {
  pending: 'waiting',
  sent: 'good',
  failed: 'bad',
}

/** What a delivery tells: its event types, or the subject of what a requester wrote. */
export const formatDeliveryTitle = ({ eventTypes, subject }: Json<Delivery>): string =>
  eventTypes.length > 0 ? eventTypes.join(', ') : subject

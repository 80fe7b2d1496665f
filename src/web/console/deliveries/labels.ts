import type { Delivery, DeliveryStatus, Json } from '../../../server/control/contract.js'
import type { Tone } from '../../ui/status-badge.js'

export const deliveryTones: Readonly<Record<DeliveryStatus, Tone>> = {
  pending: 'waiting',
  sent: 'good',
  failed: 'bad',
}

/** The event types of a delivery, or the subject of a message to a worker. */
export const formatDeliveryTitle = ({ eventTypes, subject }: Json<Delivery>): string =>
  eventTypes.length > 0 ? eventTypes.join(', ') : subject

import type { DeliveryView } from '../../../server/control/views.js'
import type { Tone } from '../../ui/status-badge.js'

export const deliveryTones: Readonly<Record<DeliveryView['status'], Tone>> = {
  pending: 'waiting',
  sent: 'good',
  failed: 'bad',
}

/** The event types of a delivery, or the subject of a message to a worker. */
export const formatDeliveryTitle = ({ eventTypes, subject }: DeliveryView): string =>
  eventTypes.length > 0 ? eventTypes.join(', ') : subject

import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { control } from '../control.js'
import { deliveryTones, formatDeliveryTitle } from '../deliveries/labels.js'

/** The deliveries that a call caused. */
export function CallDeliveries({ requestId }: { readonly requestId: string }) {
  const { value } = useLiveQuery(
    requestId,
    () => control.deliveries({ text: requestId, limit: 20 }),
    ['delivery'],
  )
  if (!value || value.deliveries.length === 0) return null
  return (
    <section aria-label="Deliveries">
      <h3>Resulting deliveries</h3>
      <ul class="lines">
        {value.deliveries.map((delivery) => (
          <li key={delivery.id}>
            <a href={`/console/deliveries/${delivery.id}`}>{formatDeliveryTitle(delivery)}</a>{' '}
            <span class="tag">{delivery.transport}</span>{' '}
            <StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>
          </li>
        ))}
      </ul>
    </section>
  )
}

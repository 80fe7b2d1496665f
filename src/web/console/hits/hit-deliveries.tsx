import type { DeliveryView, HITTypeView } from '../../../server/control/views.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { deliveryTones, formatDeliveryTitle } from '../deliveries/labels.js'

interface HitDeliveriesProps {
  readonly hitType: HITTypeView
  readonly deliveries: readonly DeliveryView[]
}

/** The deliveries about a HIT. */
export const HitDeliveries = ({ hitType, deliveries }: HitDeliveriesProps) => (
  <section aria-label="Deliveries">
    <h3>{pluralize(deliveries.length, 'delivery', 'deliveries')}</h3>
    {deliveries.length === 0 && !hitType.notification && (
      <EmptyState title="No notifications are configured.">
        <p>
          Configure them with UpdateNotificationSettings for the HIT type <code>{hitType.id}</code>.
        </p>
      </EmptyState>
    )}
    {deliveries.length === 0 && hitType.notification && (
      <p class="muted">
        None of its events is of the{' '}
        <a href={`/console/hit-types/${hitType.id}`}>configured event types</a>.
      </p>
    )}
    <ul class="lines">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <Instant at={delivery.createdAt} />
          <a class="ellipsis" href={`/console/deliveries/${delivery.id}`}>
            {formatDeliveryTitle(delivery)}
          </a>
          <span class="tag">{delivery.transport}</span>
          <span class="end">
            <StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>
          </span>
        </li>
      ))}
    </ul>
  </section>
)

import type { Delivery, Json } from '../../../server/control/contract.js'
import type { HITTypeView } from '../../../server/control/market-contract.js'
import { pluralize } from '../../ui/pluralize.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { deliveryTones, formatDeliveryTitle } from '../deliveries/labels.js'

interface HitDeliveriesProps {
  readonly hitType: Json<HITTypeView>
  readonly deliveries: readonly Json<Delivery>[]
}

/** What was told of a HIT, and how that went. */
export const HitDeliveries = ({ hitType, deliveries }: HitDeliveriesProps) => (
  <section aria-label="Deliveries">
    <h3>{pluralize(deliveries.length, 'delivery', 'deliveries')}</h3>
    {deliveries.length === 0 && !hitType.notification && (
      <EmptyState title="Nobody is told of it.">
        <p>
          Say who is with UpdateNotificationSettings for the HIT type <code>{hitType.id}</code>.
        </p>
      </EmptyState>
    )}
    {deliveries.length === 0 && hitType.notification && (
      <p class="muted">
        Nothing of what happened is among the{' '}
        <a href={`/console/hit-types/${hitType.id}`}>events that are asked for</a>.
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

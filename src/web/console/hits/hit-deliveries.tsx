import type { Delivery, Json } from '../../../server/control/contract.js'
import type { HITTypeTold } from '../../../server/control/market-contract.js'
import { countOf } from '../../ui/count-of.js'
import { Empty } from '../../ui/empty.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { moods, namesOf } from '../deliveries/words.js'

interface HitDeliveriesProps {
  readonly hitType: Json<HITTypeTold>
  readonly deliveries: readonly Json<Delivery>[]
}

/** What was told of a HIT, and how that went. */
export const HitDeliveries = ({ hitType, deliveries }: HitDeliveriesProps) => (
  <section aria-label="Deliveries">
    <h3>{countOf(deliveries.length, 'delivery', 'deliveries')}</h3>
    {deliveries.length === 0 && !hitType.notification && (
      <Empty title="Nobody is told of it.">
        <p>
          Say who is with UpdateNotificationSettings for the HIT type <code>{hitType.id}</code>.
        </p>
      </Empty>
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
          <Instant at={delivery.madeAt} />
          <a class="ellipsis" href={`/console/deliveries/${delivery.id}`}>
            {namesOf(delivery)}
          </a>
          <span class="tag">{delivery.transport}</span>
          <span class="end">
            <Status mood={moods[delivery.status]}>{delivery.status}</Status>
          </span>
        </li>
      ))}
    </ul>
  </section>
)

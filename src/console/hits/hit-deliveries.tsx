import type { Delivery, Json } from '../../control/contract.js'
import type { HITTypeTold } from '../../control/market-contract.js'
import { countOf } from '../../look/count-of.js'
import { Empty } from '../../look/empty.js'
import { Instant } from '../../look/instant.js'
import { Status } from '../../look/status.js'
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

import type { DeliveryView } from '../../../server/control/views.js'
import { Instant } from '../../ui/instant.js'
import { ListRow } from '../../ui/list-row.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { deliveryTones, formatDeliveryTitle } from './labels.js'

export const DeliveryRow = ({ delivery }: { readonly delivery: DeliveryView }) => (
  <ListRow
    title={formatDeliveryTitle(delivery)}
    tag={delivery.kind === 'test' && <span class="tag">test</span>}
    end={<Instant at={delivery.createdAt} />}
    below={
      <>
        <span class="tag">{delivery.transport}</span>
        <span class="ellipsis muted">{delivery.destination}</span>
        {delivery.verdict?.allowed === false && (
          <span class="tag is-warning">MTurk would be denied</span>
        )}
      </>
    }
    belowEnd={<StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>}
  />
)

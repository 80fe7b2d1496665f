import type { Delivery, Json } from '../../../server/control/contract.js'
import { Instant } from '../../ui/instant.js'
import { Row } from '../../ui/row.js'
import { Status } from '../../ui/status.js'
import { moods, namesOf } from './words.js'

/** One delivery in two lines: what it tells and when, where to and how that went. */
export const DeliveryRow = ({ delivery }: { readonly delivery: Json<Delivery> }) => (
  <Row
    title={namesOf(delivery)}
    tag={delivery.kind === 'test' && <span class="tag">test</span>}
    end={<Instant at={delivery.madeAt} />}
    below={
      <>
        <span class="tag">{delivery.transport}</span>
        <span class="ellipsis muted">{delivery.destination}</span>
        {delivery.verdict?.allowed === false && <span class="tag is-warning">MTurk could not</span>}
      </>
    }
    belowEnd={<Status mood={moods[delivery.status]}>{delivery.status}</Status>}
  />
)

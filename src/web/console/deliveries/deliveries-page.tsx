import type { DeliveryView } from '../../../server/control/views.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { control, useInfo } from '../control.js'
import { DeliveryDetail } from './delivery-detail.js'
import { deliveryTones, formatDeliveryTitle } from './labels.js'
import { PolicyTag } from './policy-banner.js'

interface DeliveriesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** All deliveries, newest first, updated live. */
export function DeliveriesPage({ path: [selectedKey], query }: DeliveriesPageProps) {
  const { value: info } = useInfo()
  return (
    <ListPage
      title="Deliveries"
      itemLabel="Delivery"
      basePath="/console/deliveries"
      selectedKey={selectedKey}
      query={query}
      placeholder="Search by ID, address or word"
      choices={[
        { name: 'transport', label: 'Transport', values: ['Email', 'SQS', 'SNS'] },
        { name: 'status', label: 'Status', values: ['pending', 'sent', 'failed'] },
        { name: 'eventType', label: 'Event', values: info?.eventTypes ?? [] },
      ]}
      load={async (filter, page) => {
        const { deliveries: items, ...listing } = await control.deliveries({ ...filter, ...page })
        return { items, ...listing }
      }}
      triggers={['delivery']}
      getKey={({ id }) => id}
      renderRow={(delivery) => <DeliveryRow delivery={delivery} />}
      emptyState={
        <EmptyState title="No deliveries yet.">
          <p>
            A delivery is a notification sent to a mailbox, a queue or a topic. New ones appear here
            automatically.
          </p>
          <a class="button" href="/console/send">
            Send a test event
          </a>
        </EmptyState>
      }
      detailPlaceholder="Select a delivery to see its payload."
      renderDetail={(id, back) => <DeliveryDetail key={id} id={id} back={back} />}
    />
  )
}

const DeliveryRow = ({ delivery }: { readonly delivery: DeliveryView }) => (
  <ListRow
    title={formatDeliveryTitle(delivery)}
    tag={delivery.kind === 'test' && <span class="tag">test</span>}
    end={<Instant at={delivery.createdAt} />}
    below={
      <>
        <span class="tag">{delivery.transport}</span>
        <span class="ellipsis muted">{delivery.destination}</span>
        <PolicyTag verdict={delivery.verdict} />
      </>
    }
    belowEnd={<StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>}
  />
)

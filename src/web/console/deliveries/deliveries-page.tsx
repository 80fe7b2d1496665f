import { EmptyState } from '../../ui/empty-state.js'
import { ListPage } from '../../ui/list-page.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { control } from '../control.js'
import { DeliveryDetail } from './delivery-detail.js'
import { DeliveryRow } from './delivery-row.js'

interface DeliveriesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** All deliveries, newest first, updated live. */
export function DeliveriesPage({ path: [selectedKey], query }: DeliveriesPageProps) {
  const { value: info } = useLiveQuery('info', () => control.request('GET /_mturk/info'))
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

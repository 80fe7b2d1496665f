import { EmptyState } from '../../ui/empty-state.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { ListPage } from '../../ui/list-page.js'
import { control } from '../control.js'
import { DeliveryDetail } from './delivery-detail.js'
import { DeliveryRow } from './delivery-row.js'

interface DeliveriesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Everything that was sent, newest first, as it happens; one of them whole beside it. */
export function DeliveriesPage({ path: [selectedKey], query }: DeliveriesPageProps) {
  const { value: info } = useLiveQuery('info', control.info)
  return (
    <ListPage
      title="Deliveries"
      itemLabel="Delivery"
      basePath="/console/deliveries"
      selectedKey={selectedKey}
      query={query}
      placeholder="Search: an ID, an address, a word"
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
        <EmptyState title="Nothing was sent yet.">
          <p>
            A delivery is a notification on its way to a mailbox, a queue or a topic. They appear
            here by themselves.
          </p>
          <a class="button" href="/console/send">
            Send a test event
          </a>
        </EmptyState>
      }
      detailPlaceholder="Choose a delivery to see its document."
      renderDetail={(id, back) => <DeliveryDetail key={id} id={id} back={back} />}
    />
  )
}

import { Empty } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { ListPage } from '../../ui/list-page.js'
import { control } from '../control.js'
import { DeliveryDetail } from './delivery-detail.js'
import { DeliveryRow } from './delivery-row.js'

interface DeliveriesProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Everything that was sent, newest first, as it happens; one of them whole beside it. */
export function Deliveries({ path: [open], query }: DeliveriesProps) {
  const { value: info } = useFetched('info', control.info)
  return (
    <ListPage
      title="Deliveries"
      one="Delivery"
      here="/console/deliveries"
      open={open}
      query={query}
      placeholder="Search: an ID, an address, a word"
      choices={[
        { name: 'transport', label: 'Transport', values: ['Email', 'SQS', 'SNS'] },
        { name: 'status', label: 'Status', values: ['pending', 'sent', 'failed'] },
        { name: 'eventType', label: 'Event', values: info?.eventTypes ?? [] },
      ]}
      fetch={async (filter, wanted) => {
        const { deliveries: items, ...listing } = await control.deliveries({ ...filter, ...wanted })
        return { items, ...listing }
      }}
      on={['delivery']}
      keyOf={({ id }) => id}
      row={(delivery) => <DeliveryRow delivery={delivery} />}
      nothing={
        <Empty title="Nothing was sent yet.">
          <p>
            A delivery is a notification on its way to a mailbox, a queue or a topic. They appear
            here by themselves.
          </p>
          <a class="button" href="/console/send">
            Send a test event
          </a>
        </Empty>
      }
      choose="Choose a delivery to see its document."
      detail={(id, back) => <DeliveryDetail key={id} id={id} back={back} />}
    />
  )
}

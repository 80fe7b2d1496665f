import type { Delivery, DeliveryFilter, Json } from '../../control/contract.js'
import { Empty, Failed } from '../../look/empty.js'
import { useFetched } from '../../look/fetched.js'
import { Filters, filterIn } from '../../look/filters.js'
import { type PageOf, useListing } from '../../look/listing.js'
import { VirtualList } from '../../look/virtual-list.js'
import { control } from '../control.js'
import { DeliveryDetail } from './delivery-detail.js'
import { DeliveryRow } from './delivery-row.js'

interface DeliveriesProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Everything that was sent, newest first, as it happens; one of them whole beside it. */
export function Deliveries({ path: [open], query }: DeliveriesProps) {
  const search = query.toString()
  const list = useListing(search, page(query), ['delivery'])
  const { value: info } = useFetched('info', control.info)
  const here = `/console/deliveries`
  const asked = search ? `?${search}` : ''

  return (
    <div class={open ? 'split has-open' : 'split'}>
      <section class="list" aria-labelledby="deliveries">
        <header>
          <h1 id="deliveries">Deliveries</h1>
          <p class="count" aria-live="polite">
            {list.total?.toLocaleString('en')}
          </p>
        </header>
        <Filters
          query={query}
          here={open ? `${here}/${open}` : here}
          placeholder="Search: an ID, an address, a word"
          choices={[
            { name: 'transport', label: 'Transport', values: ['Email', 'SQS', 'SNS'] },
            { name: 'status', label: 'Status', values: ['pending', 'sent', 'failed'] },
            { name: 'eventType', label: 'Event', values: info?.eventTypes ?? [] },
          ]}
        />
        {list.error && <Failed>{list.error}</Failed>}
        {list.total === 0 ? (
          <NothingYet filtered={search !== ''} />
        ) : (
          <VirtualList
            label="Deliveries"
            list={list}
            rowHeight={64}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `${here}/${id}${asked}`}
            open={open}
            row={(delivery) => <DeliveryRow delivery={delivery} />}
          />
        )}
      </section>
      <section class="detail" aria-label="Delivery">
        {open ? (
          <DeliveryDetail key={open} id={open} back={here + asked} />
        ) : (
          <Empty title="Choose a delivery to see its document." />
        )}
      </section>
    </div>
  )
}

const page =
  (query: URLSearchParams): PageOf<Json<Delivery>> =>
  async (wanted) => {
    const filter: DeliveryFilter = filterIn(query, ['text', 'transport', 'status', 'eventType'])
    const { deliveries: items, ...listing } = await control.deliveries({ ...filter, ...wanted })
    return { items, ...listing }
  }

const NothingYet = ({ filtered }: { readonly filtered: boolean }) =>
  filtered ? (
    <Empty title="No delivery is like that.">
      <a href="/console/deliveries">Show all</a>
    </Empty>
  ) : (
    <Empty title="Nothing was sent yet.">
      <p>
        A delivery is a notification on its way to a mailbox, a queue or a topic. They appear here
        by themselves.
      </p>
      <a class="button" href="/console/send">
        Send a test event
      </a>
    </Empty>
  )

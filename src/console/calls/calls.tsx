import type { Call, CallFilter, Json } from '../../control/contract.js'
import { Empty, Failed } from '../../look/empty.js'
import { useFetched } from '../../look/fetched.js'
import { Filters, filterIn } from '../../look/filters.js'
import { Instant } from '../../look/instant.js'
import { type PageOf, useListing } from '../../look/listing.js'
import { Status } from '../../look/status.js'
import { VirtualList } from '../../look/virtual-list.js'
import { control } from '../control.js'
import { CallDetail } from './call-detail.js'

interface CallsProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

type ListedCall = Omit<Json<Call>, 'request' | 'response'>

/** What programs asked of the API and were answered, newest first. */
export function Calls({ path: [open], query }: CallsProps) {
  const search = query.toString()
  const list = useListing(search, page(query), ['call'])
  const { value: info } = useFetched('info', control.info)
  const here = '/console/calls'
  const asked = search ? `?${search}` : ''

  return (
    <div class={open ? 'split has-open' : 'split'}>
      <section class="list" aria-labelledby="calls">
        <header>
          <h1 id="calls">Calls</h1>
          <p class="count" aria-live="polite">
            {list.total?.toLocaleString('en')}
          </p>
        </header>
        <Filters
          query={query}
          here={open ? `${here}/${open}` : here}
          placeholder="Search in requests and replies"
          choices={[
            { name: 'operation', label: 'Operation', values: info?.operations ?? [] },
            { name: 'outcome', label: 'Outcome', values: ['answered', 'refused'] },
          ]}
        />
        {list.error && <Failed>{list.error}</Failed>}
        {list.total === 0 ? (
          <NothingYet filtered={search !== ''} />
        ) : (
          <VirtualList
            label="Calls"
            list={list}
            rowHeight={64}
            keyOf={({ requestId }) => requestId}
            hrefOf={({ requestId }) => `${here}/${requestId}${asked}`}
            open={open}
            row={(call) => <CallRow call={call} />}
          />
        )}
      </section>
      <section class="detail" aria-label="Call">
        {open ? (
          <CallDetail key={open} requestId={open} back={here + asked} />
        ) : (
          <Empty title="Choose a call to see what was asked and answered." />
        )}
      </section>
    </div>
  )
}

const page =
  (query: URLSearchParams): PageOf<ListedCall> =>
  async (wanted) => {
    const filter: CallFilter = filterIn(query, ['text', 'operation', 'outcome', 'account'])
    const { calls: items, ...listing } = await control.calls({ ...filter, ...wanted })
    return { items, ...listing }
  }

const CallRow = ({ call }: { readonly call: ListedCall }) => (
  <>
    <span class="line">
      <strong class="ellipsis">{call.operation || 'No operation'}</strong>
      <span class="end">
        <Instant at={call.at} />
      </span>
    </span>
    <span class="line">
      <span class="ellipsis muted">{call.account}</span>
      <span class="end">
        <Status mood={call.status < 400 ? 'good' : 'bad'}>{String(call.status)}</Status>
      </span>
    </span>
  </>
)

function NothingYet({ filtered }: { readonly filtered: boolean }) {
  const { value: info } = useFetched('info', control.info)
  if (filtered)
    return (
      <Empty title="No call is like that.">
        <a href="/console/calls">Show all</a>
      </Empty>
    )
  return (
    <Empty title="Nobody called yet.">
      <p>Point any AWS SDK at {info ? <code>{info.endpoint}</code> : 'the endpoint'}, or</p>
      <a class="button" href="/console/send">
        Send a test event
      </a>
    </Empty>
  )
}

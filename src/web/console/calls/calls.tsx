import { Empty } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { Instant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { Row } from '../../ui/row.js'
import { control } from '../control.js'
import { Struck } from '../fault-rules/struck.js'
import { Answered } from './answered.js'
import { CallDetail } from './call-detail.js'

interface CallsProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** What programs asked of the API and were answered, newest first. */
export function Calls({ path: [open], query }: CallsProps) {
  const { value: info } = useFetched('info', control.info)
  return (
    <ListPage
      title="Calls"
      one="Call"
      here="/console/calls"
      open={open}
      query={query}
      placeholder="Search in requests and replies"
      choices={[
        { name: 'operation', label: 'Operation', values: info?.operations ?? [] },
        { name: 'outcome', label: 'Outcome', values: ['answered', 'refused'] },
      ]}
      fetch={async (filter, wanted) => {
        const { calls: items, ...listing } = await control.calls({ ...filter, ...wanted })
        return { items, ...listing }
      }}
      on={['call']}
      keyOf={({ requestId }) => requestId}
      row={({ operation, at, account, status, faults }) => (
        <Row
          title={operation || 'No operation'}
          tag={<Struck faults={faults} />}
          end={<Instant at={at} />}
          below={account}
          belowEnd={<Answered status={status} />}
        />
      )}
      nothing={
        <Empty title="Nobody called yet.">
          <p>Point any AWS SDK at {info ? <code>{info.endpoint}</code> : 'the endpoint'}, or</p>
          <a class="button" href="/console/send">
            Send a test event
          </a>
        </Empty>
      }
      choose="Choose a call to see what was asked and answered."
      detail={(requestId, back) => <CallDetail key={requestId} requestId={requestId} back={back} />}
    />
  )
}

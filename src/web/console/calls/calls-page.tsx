import { EmptyState } from '../../ui/empty-state.js'
import { RealInstant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { useSeveralAccounts } from '../account-switch.js'
import { control, useInfo } from '../control.js'
import { FaultTags } from '../fault-rules/fault-tags.js'
import { CallDetail } from './call-detail.js'
import { StatusCode } from './status-code.js'

interface CallsPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The calls of the MTurk API, newest first. */
export function CallsPage({ path: [selectedKey], query }: CallsPageProps) {
  const { value: info } = useInfo()
  const hasSeveralAccounts = useSeveralAccounts()
  return (
    <ListPage
      title="Calls"
      itemLabel="Call"
      basePath="/console/calls"
      selectedKey={selectedKey}
      query={query}
      placeholder="Search requests and responses"
      choices={[
        { name: 'operation', label: 'Operation', values: info?.operations ?? [] },
        { name: 'outcome', label: 'Outcome', values: ['success', 'error'] },
      ]}
      load={async (filter, page) => {
        const { calls: items, ...listing } = await control.request('GET /_mturk/calls', {
          ...filter,
          ...page,
        })
        return { items, ...listing }
      }}
      triggers={['call']}
      getKey={({ requestId }) => requestId}
      renderRow={({ operation, at, account, status, milliseconds, errorCode, faults }) => (
        <ListRow
          title={operation || 'No operation'}
          tag={<FaultTags faults={faults} />}
          end={<RealInstant at={at} />}
          below={[
            `${Math.round(milliseconds)} ms`,
            ...(errorCode ? [errorCode] : []),
            ...(hasSeveralAccounts ? [account] : []),
          ].join(' · ')}
          belowEnd={<StatusCode status={status} isError={errorCode !== undefined} />}
        />
      )}
      emptyState={
        <EmptyState title="No calls yet.">
          <p>Point any AWS SDK at {info ? <code>{info.endpoint}</code> : 'the endpoint'}, or</p>
          <a class="button" href="/console/send">
            Send a test event
          </a>
        </EmptyState>
      }
      detailPlaceholder="Select a call to see its request and response."
      renderDetail={(requestId, back) => (
        <CallDetail key={requestId} requestId={requestId} back={back} />
      )}
    />
  )
}

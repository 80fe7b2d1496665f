import type { CallView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Detail } from '../../ui/detail.js'
import { Facts } from '../../ui/facts.js'
import { RealInstant } from '../../ui/instant.js'
import { navigate } from '../../ui/router.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { useSeveralAccounts } from '../account-switch.js'
import { formatMturkCommand } from '../aws-cli.js'
import { readErrorMessage } from '../call-mturk.js'
import { CommandLine } from '../command-line.js'
import { control, useInfo } from '../control.js'
import { deliveryTones, formatDeliveryTitle } from '../deliveries/labels.js'
import { FaultTags } from '../fault-rules/fault-tags.js'
import { StatusCode } from './status-code.js'

interface CallDetailProps {
  readonly requestId: string
  readonly back: string
}

/** One call: request, response, resulting deliveries, and a way to repeat it. */
export function CallDetail({ requestId, back }: CallDetailProps) {
  const query = useLiveQuery(requestId, () =>
    control.request('GET /_mturk/calls/{requestId}', { requestId }),
  )
  return (
    <Detail back={back} listTitle="Calls" query={query} getName={({ operation }) => operation}>
      {(call) => <CallContent call={call} />}
    </Detail>
  )
}

function CallContent({ call }: { readonly call: CallView }) {
  const { value: info } = useInfo()
  const hasSeveralAccounts = useSeveralAccounts()
  const { operation, status, request, response, requestId, faults } = call
  const isError = status === 0 || status >= 400 || call.errorCode !== undefined
  // The requester's API only: SQS, SNS and Lambda are named in front.
  const isMTurk = operation !== '' && !operation.includes(':')
  return (
    <>
      <header class="title">
        <h2>{operation || 'No operation'}</h2>
        <StatusCode status={status} isError={isError} />
        <FaultTags faults={faults} />
        {isMTurk && <ActionButton action={() => repeatCall(call)}>Call again</ActionButton>}
      </header>
      {isError && (
        <p class="note is-bad">
          <span>
            <strong>{call.errorCode ?? 'Error'}.</strong> {readErrorMessage(response)}
          </span>
        </p>
      )}
      <Facts
        entries={{
          'Real time': (
            <>
              {call.at.slice(0, 10)} {call.at.slice(11, 19)}, <RealInstant at={call.at} />
            </>
          ),
          Duration: `${Math.round(call.milliseconds)} ms`,
          Account: hasSeveralAccounts && <code>{call.account}</code>,
          'Request ID': <code>{requestId}</code>,
        }}
      />
      <TextBlock title="Request" text={request} />
      <TextBlock title="Response" text={response} />
      <CallDeliveries requestId={requestId} />
      {info && isMTurk && (
        <CommandLine
          format={(shell) => formatMturkCommand(shell, info.endpoint, operation, request)}
        />
      )}
    </>
  )
}

async function repeatCall({ operation, account, request }: CallView): Promise<void> {
  const { requestId } = await control.request('POST /_mturk/calls', {
    body: {
      operation,
      account,
      input: JSON.parse(request || '{}'),
    },
  })
  navigate(`/console/calls/${requestId}`)
}

/** The deliveries that a call caused. */
function CallDeliveries({ requestId }: { readonly requestId: string }) {
  const { value } = useLiveQuery(
    requestId,
    () => control.deliveries({ text: requestId, limit: 20 }),
    ['delivery'],
  )
  if (!value || value.deliveries.length === 0) return null
  return (
    <section aria-label="Deliveries">
      <h3>Resulting deliveries</h3>
      <ul class="lines">
        {value.deliveries.map((delivery) => (
          <li key={delivery.id}>
            <a href={`/console/deliveries/${delivery.id}`}>{formatDeliveryTitle(delivery)}</a>{' '}
            <span class="tag">{delivery.transport}</span>{' '}
            <StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>
          </li>
        ))}
      </ul>
    </section>
  )
}

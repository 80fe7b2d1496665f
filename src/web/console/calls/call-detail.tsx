import type { CallView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Definition } from '../../ui/definition.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { navigate } from '../../ui/router.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { formatMturkCommand } from '../aws-cli.js'
import { control } from '../control.js'
import { FaultTags } from '../fault-rules/fault-tags.js'
import { CallDeliveries } from './call-deliveries.js'
import { StatusCode } from './status-code.js'

interface CallDetailProps {
  readonly requestId: string
  readonly back: string
}

/** One call: request, response, resulting deliveries, and a way to repeat it. */
export function CallDetail({ requestId, back }: CallDetailProps) {
  const { value: call, error } = useLiveQuery(requestId, () =>
    control.request('GET /_mturk/calls/{requestId}', { requestId }),
  )

  return (
    <article class="document">
      <a class="back" href={back}>
        ← Calls
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {call && <CallContent call={call} />}
    </article>
  )
}

function CallContent({ call }: { readonly call: CallView }) {
  const { value: info } = useLiveQuery('info', () => control.request('GET /_mturk/info'))
  const { operation, status, request, response, requestId, faults } = call
  return (
    <>
      <header class="title">
        <h2>{operation || 'No operation'}</h2>
        <StatusCode status={status} />
        <FaultTags faults={faults} />
        <ActionButton action={() => repeatCall(call)}>Call again</ActionButton>
      </header>
      <dl class="facts">
        <Definition name="Time">
          <Instant at={call.at} whole />
        </Definition>
        <Definition name="Account">
          <code>{call.account}</code>
        </Definition>
        <Definition name="Request ID">
          <code>{requestId}</code>
        </Definition>
      </dl>
      <TextBlock title="Request" text={request} />
      <TextBlock title="Response" text={response} />
      <CallDeliveries requestId={requestId} />
      {info && operation && (
        <TextBlock
          title="Command line"
          text={formatMturkCommand(info.endpoint, operation, request)}
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

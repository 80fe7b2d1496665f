import type { Call, Json } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { Fact } from '../../ui/fact.js'
import { useFetched } from '../../ui/fetched.js'
import { Instant } from '../../ui/instant.js'
import { go } from '../../ui/place.js'
import { TextBlock } from '../../ui/text-block.js'
import { WorkingButton } from '../../ui/working-button.js'
import { mturkCommand } from '../aws-cli.js'
import { control } from '../control.js'
import { Struck } from '../fault-rules/struck.js'
import { Answered } from './answered.js'
import { Caused } from './caused.js'

interface CallDetailProps {
  readonly requestId: string
  readonly back: string
}

/** One call: what was asked, what was answered, what it caused, and how to ask it again. */
export function CallDetail({ requestId, back }: CallDetailProps) {
  const { value: call, error } = useFetched(requestId, () => control.call(requestId))

  return (
    <article class="document">
      <a class="back" href={back}>
        ← Calls
      </a>
      {error && <Failed>{error}</Failed>}
      {call && <Whole call={call} />}
    </article>
  )
}

function Whole({ call }: { readonly call: Json<Call> }) {
  const { value: info } = useFetched('info', control.info)
  const { operation, status, request, response, requestId, faults } = call
  return (
    <>
      <header class="title">
        <h2>{operation || 'No operation'}</h2>
        <Answered status={status} />
        <Struck faults={faults} />
        <WorkingButton work={() => again(call)}>Call again</WorkingButton>
      </header>
      <dl class="facts">
        <Fact name="At">
          <Instant at={call.at} whole />
        </Fact>
        <Fact name="Account">
          <code>{call.account}</code>
        </Fact>
        <Fact name="Request ID">
          <code>{requestId}</code>
        </Fact>
      </dl>
      <TextBlock title="Request" text={request} />
      <TextBlock title="Reply" text={response} />
      <Caused requestId={requestId} />
      {info && operation && (
        <TextBlock
          title="The same from a terminal"
          text={mturkCommand(info.endpoint, operation, request)}
        />
      )}
    </>
  )
}

async function again({ operation, account, request }: Json<Call>): Promise<void> {
  const { requestId } = await control.ask({
    operation,
    account,
    input: JSON.parse(request || '{}'),
  })
  go(`/console/calls/${requestId}`)
}

import { useState } from 'preact/hooks'
import type { Call, Json } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { Radios } from '../../ui/radios.js'
import { TextBlock } from '../../ui/text-block.js'
import { mturkCommand } from '../aws-cli.js'
import { control } from '../control.js'
import { DestinationField } from './destination-field.js'
import { type Draft, firstDraft, inputOf } from './draft.js'
import { EventTypesField } from './event-types-field.js'
import { Reply } from './reply.js'

/** A form for SendTestEventNotification with every choice it has, and what became of it. */
export function SendTestEvent() {
  const [draft, setDraft] = useState<Draft>(firstDraft)
  const [call, setCall] = useState<Json<Call>>()
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const { value: info } = useFetched('info', control.info)
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }))

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    const { account } = draft
    const input = inputOf(draft)
    await control.ask({ operation: 'SendTestEventNotification', input, account }).then(
      (answered) => {
        setCall(answered)
        setError('')
      },
      ({ message }: Error) => setError(message),
    )
    setBusy(false)
  }

  return (
    <div class="page send">
      <header class="title">
        <h1>Send a test event</h1>
      </header>
      <p class="lead">
        As SendTestEventNotification does: a made-up event, to try a destination before any HIT
        depends on it.
      </p>
      <form onSubmit={send}>
        <Radios
          legend="Transport"
          name="transport"
          values={['Email', 'SQS', 'SNS']}
          value={draft.transport}
          choose={(transport) => change({ transport, destination: '' })}
        />
        <DestinationField draft={draft} change={change} />
        <label class="field">
          <span>Event</span>
          <select
            value={draft.testEventType}
            onChange={({ currentTarget }) => change({ testEventType: currentTarget.value })}
          >
            {(info?.eventTypes ?? [draft.testEventType]).map((type) => (
              <option key={type}>{type}</option>
            ))}
          </select>
        </label>
        <details class="more">
          <summary>More: version, filter, account</summary>
          <Radios
            legend="Document version"
            name="version"
            values={['2014-08-15', '2006-05-05']}
            value={draft.version}
            choose={(version) => change({ version })}
          />
          <EventTypesField
            all={info?.eventTypes ?? []}
            chosen={draft.eventTypes}
            choose={(eventTypes) => change({ eventTypes })}
          />
          <label class="field">
            <span>Account</span>
            <input
              value={draft.account}
              pattern="\d{12}"
              title="Twelve digits"
              inputMode="numeric"
              required
              onInput={({ currentTarget }) => change({ account: currentTarget.value })}
            />
          </label>
        </details>
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            {isBusy ? 'Sending…' : 'Send'}
          </button>
        </div>
      </form>
      {error && <Failed>{error}</Failed>}
      {call && <Reply call={call} />}
      {info && (
        <TextBlock
          title="The same from a terminal"
          text={mturkCommand(
            info.endpoint,
            'SendTestEventNotification',
            JSON.stringify(inputOf(draft)),
          )}
        />
      )}
    </div>
  )
}

import { useState } from 'preact/hooks'
import type { CallView } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Radios, SelectField, TextField } from '../../ui/fields.js'
import { useAction } from '../../ui/use-action.js'
import { formatMturkCommand } from '../aws-cli.js'
import { CommandLine } from '../command-line.js'
import { control, useInfo } from '../control.js'
import { DestinationField } from './destination-field.js'
import { EventTypesField } from './event-types-field.js'
import {
  initialTestEventFormState,
  type TestEventFormState,
  toTestEventInput,
} from './form-state.js'
import { TestEventResponse } from './response.js'

/** A form for SendTestEventNotification with all its options, and the result. */
export function SendTestEventPage() {
  const [form, setForm] = useState<TestEventFormState>(initialTestEventFormState)
  const [call, setCall] = useState<CallView>()
  const { isBusy, error, handleSubmit } = useAction()
  const { value: info } = useInfo()
  const change = (next: Partial<TestEventFormState>) =>
    setForm((previous) => ({ ...previous, ...next }))

  async function send(): Promise<void> {
    const input = toTestEventInput(form)
    setCall(
      await control.request('POST /_mturk/calls', {
        body: {
          operation: 'SendTestEventNotification',
          input,
          account: form.account,
        },
      }),
    )
  }

  return (
    <div class="page send">
      <header class="title">
        <h1>Send a test event</h1>
      </header>
      <p class="lead">
        Calls SendTestEventNotification: a made-up event to check a destination before any HIT
        depends on it.
      </p>
      <form class="card" onSubmit={handleSubmit(send)}>
        <Radios
          legend="Transport"
          name="transport"
          values={['Email', 'SQS', 'SNS']}
          value={form.transport}
          choose={(transport) => change({ transport, destination: '' })}
        />
        <DestinationField form={form} change={change} />
        <SelectField
          label="Event"
          value={form.testEventType}
          change={(testEventType) => change({ testEventType })}
          options={info?.eventTypes ?? [form.testEventType]}
        />
        <details class="more">
          <summary>More options: version, event types, account</summary>
          <Radios
            legend="Version"
            name="version"
            values={['2014-08-15', '2006-05-05']}
            value={form.version}
            choose={(version) => change({ version })}
          />
          <EventTypesField
            legend="EventTypes of the specification"
            hint="They do not filter a test event. If none is selected, the type of the event is used."
            all={info?.eventTypes ?? []}
            selected={form.eventTypes}
            choose={(eventTypes) => change({ eventTypes })}
          />
          <TextField
            label="Account"
            value={form.account}
            change={(account) => change({ account })}
            required
            pattern="\d{12}"
            title="Twelve digits"
            inputMode="numeric"
          />
        </details>
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            {isBusy ? 'Sending…' : 'Send'}
          </button>
        </div>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {call && <TestEventResponse call={call} />}
      {info && (
        <CommandLine
          format={(shell) =>
            formatMturkCommand(
              shell,
              info.endpoint,
              'SendTestEventNotification',
              JSON.stringify(toTestEventInput(form)),
            )
          }
        />
      )}
    </div>
  )
}

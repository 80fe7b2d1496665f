import type { InfoView } from '../../../server/control/views.js'
import type { FaultFormState } from './form-state.js'

interface FaultTargetFieldsProps {
  readonly form: FaultFormState
  readonly change: (next: Partial<FaultFormState>) => void
  readonly info: InfoView | undefined
}

/** The fields that choose calls or deliveries. */
export const FaultTargetFields = (props: FaultTargetFieldsProps) =>
  props.form.target === 'Calls' ? <OperationField {...props} /> : <DeliveryFields {...props} />

const OperationField = ({ form, change, info }: FaultTargetFieldsProps) => (
  <label class="field">
    <span>Operation</span>
    <input
      list="operations"
      value={form.operation}
      required
      spellcheck={false}
      autoComplete="off"
      aria-describedby="operation-hint"
      onInput={({ currentTarget }) => change({ operation: currentTarget.value })}
    />
    <datalist id="operations">
      {['*', 'sqs:*', 'sns:*', ...(info?.operations ?? [])].map((each) => (
        <option key={each} value={each} />
      ))}
    </datalist>
    <span class="hint" id="operation-hint">
      * matches every operation of MTurk; sqs:* and sns:* match those of SQS and SNS.
    </span>
  </label>
)

const DeliveryFields = ({ form, change, info }: FaultTargetFieldsProps) => (
  <div class="fields">
    <label class="field">
      <span>Transport</span>
      <select
        value={form.transport}
        onChange={({ currentTarget }) => change({ transport: currentTarget.value })}
      >
        <option value="*">any</option>
        {['Email', 'SQS', 'SNS'].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
    <label class="field">
      <span>Event</span>
      <select
        value={form.eventType}
        onChange={({ currentTarget }) => change({ eventType: currentTarget.value })}
      >
        <option value="">any</option>
        {info?.eventTypes.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
    <label class="field">
      <span>Destination</span>
      <input
        value={form.destination}
        placeholder="any; * matches any text"
        spellcheck={false}
        autoComplete="off"
        onInput={({ currentTarget }) => change({ destination: currentTarget.value })}
      />
    </label>
  </div>
)

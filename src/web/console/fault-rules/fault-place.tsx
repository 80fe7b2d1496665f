import type { Info, Json } from '../../../server/control/contract.js'
import type { FaultDraft } from './draft.js'

interface FaultPlaceProps {
  readonly draft: FaultDraft
  readonly change: (next: Partial<FaultDraft>) => void
  readonly info: Json<Info> | undefined
}

/** Which calls, or which deliveries. */
export const FaultPlace = (props: FaultPlaceProps) =>
  props.draft.about === 'Calls' ? <Operation {...props} /> : <Deliveries {...props} />

const Operation = ({ draft, change, info }: FaultPlaceProps) => (
  <label class="field">
    <span>Operation</span>
    <input
      list="operations"
      value={draft.operation}
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
      * is every one of MTurk’s, sqs:* and sns:* those of the queues and topics.
    </span>
  </label>
)

const Deliveries = ({ draft, change, info }: FaultPlaceProps) => (
  <div class="fields">
    <label class="field">
      <span>Transport</span>
      <select
        value={draft.transport}
        onChange={({ currentTarget }) => change({ transport: currentTarget.value })}
      >
        <option value="*">every one</option>
        {['Email', 'SQS', 'SNS'].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
    <label class="field">
      <span>Event</span>
      <select
        value={draft.eventType}
        onChange={({ currentTarget }) => change({ eventType: currentTarget.value })}
      >
        <option value="">every one</option>
        {info?.eventTypes.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
    <label class="field">
      <span>Destination</span>
      <input
        value={draft.destination}
        placeholder="every one; * stands for any text"
        spellcheck={false}
        autoComplete="off"
        onInput={({ currentTarget }) => change({ destination: currentTarget.value })}
      />
    </label>
  </div>
)

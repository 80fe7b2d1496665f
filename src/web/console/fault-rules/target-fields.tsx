import type { InfoView } from '../../../server/control/views.js'
import { SelectField, TextField } from '../../ui/fields.js'
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
  <TextField
    label="Operation"
    value={form.operation}
    change={(operation) => change({ operation })}
    required
    suggestions={['*', 'sqs:*', 'sns:*', ...(info?.operations ?? [])]}
    hint="* matches every operation of MTurk; sqs:* and sns:* match those of SQS and SNS."
  />
)

const DeliveryFields = ({ form, change, info }: FaultTargetFieldsProps) => (
  <div class="fields">
    <SelectField
      label="Transport"
      value={form.transport}
      change={(transport) => change({ transport })}
      options={[['*', 'any'], 'Email', 'SQS', 'SNS']}
    />
    <SelectField
      label="Event"
      value={form.eventType}
      change={(eventType) => change({ eventType })}
      options={[['', 'any'], ...(info?.eventTypes ?? [])]}
    />
    <TextField
      label="Destination"
      value={form.destination}
      change={(destination) => change({ destination })}
      placeholder="any; * matches any text"
    />
  </div>
)

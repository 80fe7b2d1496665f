import { useState } from 'preact/hooks'
import type { NewFaultRuleInput } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { NumberField, Radios, SelectField, TextField } from '../../ui/fields.js'
import { TextBlock } from '../../ui/text-block.js'
import { useAction } from '../../ui/use-action.js'
import { control, useInfo } from '../control.js'
import {
  type FaultFormState,
  faultsWithMilliseconds,
  frequencies,
  initialFaultFormState,
  listAvailableFaults,
  toFaultRule,
} from './form-state.js'
import { formatRule } from './format-rule.js'
import { FaultTargetFields } from './target-fields.js'

/** A form that adds a rule, and shows it as a command line. */
export function NewFault() {
  const [form, setForm] = useState<FaultFormState>(initialFaultFormState)
  const { isBusy, error, handleSubmit } = useAction()
  const { value: info } = useInfo()
  const change = (next: Partial<FaultFormState>) =>
    setForm((previous) => ({ ...previous, ...next }))
  const field = (name: 'error' | 'milliseconds' | 'nth' | 'percent') => ({
    value: form[name],
    change: (value: string) => change({ [name]: value }),
  })
  const { target, what } = form
  const available = info ? listAvailableFaults(target, info.faultKinds) : []

  return (
    <section aria-label="Add a rule">
      <h2>Add a rule</h2>
      <form
        class="card"
        onSubmit={handleSubmit(() =>
          control.request('POST /_mturk/faults', { body: toFaultRule(form) }),
        )}
      >
        <Radios
          legend="Target"
          name="target"
          values={['Calls', 'Deliveries']}
          value={target}
          choose={(next) =>
            change({
              ...initialFaultFormState,
              target: next as FaultFormState['target'],
              frequency: form.frequency,
            })
          }
        />
        <FaultTargetFields form={form} change={change} info={info} />
        <SelectField
          label="Fault"
          value={what}
          change={(next) => change({ what: next as NewFaultRuleInput['what'], isAfter: false })}
          options={available.map((each) => each.what)}
        />
        {what === 'error' && (
          <TextField
            label="Error"
            placeholder={target === 'Calls' ? 'ServiceFault' : 'error of the receiver'}
            {...field('error')}
          />
        )}
        {faultsWithMilliseconds.includes(what) && (
          <NumberField
            label="Milliseconds"
            min={0}
            max={3_600_000}
            placeholder={what === 'delay' ? undefined : '1000'}
            {...field('milliseconds')}
          />
        )}
        <Radios
          legend="Frequency"
          name="frequency"
          values={frequencies}
          value={form.frequency}
          choose={(next) => change({ frequency: next as FaultFormState['frequency'] })}
        />
        {form.frequency === 'Selected matches' && (
          <TextField
            label="Matches, counted from 1"
            required
            pattern="\d+(-\d+)?(,\d+(-\d+)?)*"
            title="Numbers and ranges, for example 1,3-5"
            {...field('nth')}
          />
        )}
        {form.frequency === 'Random' && (
          <NumberField label="Probability, %" min={0} max={100} {...field('percent')} />
        )}
        {available.some((each) => each.what === what && each.canBeAfter) && (
          <label class="check">
            <input
              type="checkbox"
              checked={form.isAfter}
              onChange={({ currentTarget }) => change({ isAfter: currentTarget.checked })}
            />
            After the work is done: it takes effect, but the caller does not get the result
          </label>
        )}
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Add
          </button>
        </div>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      <TextBlock
        title="Command line"
        text={`mturk-local fault '${formatRule(toFaultRule(form)).replaceAll("'", `'\\''`)}'`}
      />
    </section>
  )
}

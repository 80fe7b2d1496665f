import { useState } from 'preact/hooks'
import type { NewFaultRuleInput } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { NumberField } from '../../ui/number-field.js'
import { Radios } from '../../ui/radios.js'
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
        <label class="field">
          <span>Fault</span>
          <select
            value={what}
            onChange={({ currentTarget }) =>
              change({ what: currentTarget.value as NewFaultRuleInput['what'], isAfter: false })
            }
          >
            {available.map(({ what }) => (
              <option key={what}>{what}</option>
            ))}
          </select>
        </label>
        {what === 'error' && (
          <label class="field">
            <span>Error</span>
            <input
              value={form.error}
              placeholder={target === 'Calls' ? 'ServiceFault' : 'error of the receiver'}
              spellcheck={false}
              onInput={({ currentTarget }) => change({ error: currentTarget.value })}
            />
          </label>
        )}
        {faultsWithMilliseconds.includes(what) && (
          <NumberField
            label="Milliseconds"
            min={0}
            max={3_600_000}
            placeholder={what === 'delay' ? undefined : '1000'}
            value={form.milliseconds}
            change={(milliseconds) => change({ milliseconds })}
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
          <label class="field">
            <span>Matches, counted from 1</span>
            <input
              value={form.nth}
              required
              pattern="\d+(-\d+)?(,\d+(-\d+)?)*"
              title="Numbers and ranges, for example 1,3-5"
              onInput={({ currentTarget }) => change({ nth: currentTarget.value })}
            />
          </label>
        )}
        {form.frequency === 'Random' && (
          <NumberField
            label="Probability, %"
            min={0}
            max={100}
            value={form.percent}
            change={(percent) => change({ percent })}
          />
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

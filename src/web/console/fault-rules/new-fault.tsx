import { useState } from 'preact/hooks'
import type { FaultRule } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { NumberField } from '../../ui/number-field.js'
import { Radios } from '../../ui/radios.js'
import { TextBlock } from '../../ui/text-block.js'
import { useWork } from '../../ui/work.js'
import { control } from '../control.js'
import {
  type FaultDraft,
  firstFault,
  often,
  possibleFor,
  ruleOf,
  takesMilliseconds,
} from './draft.js'
import { FaultPlace } from './fault-place.js'
import { inWords } from './words.js'

/** A form that adds a rule, which says itself in words on the way. */
export function NewFault({ added }: { readonly added: () => void }) {
  const [draft, setDraft] = useState<FaultDraft>(firstFault)
  const { isBusy, error, begin } = useWork()
  const { value: info } = useFetched('info', control.info)
  const change = (next: Partial<FaultDraft>) => setDraft((before) => ({ ...before, ...next }))
  const { about, what } = draft
  const possible = info ? possibleFor(about, info.faultKinds) : []

  return (
    <section aria-label="Add a rule">
      <h2>Add a rule</h2>
      <form onSubmit={begin(() => control.addFault(ruleOf(draft)).then(added))}>
        <Radios
          legend="About"
          name="about"
          values={['Calls', 'Deliveries']}
          value={about}
          choose={(next) =>
            change({ ...firstFault, about: next as FaultDraft['about'], often: draft.often })
          }
        />
        <FaultPlace draft={draft} change={change} info={info} />
        <label class="field">
          <span>What goes wrong</span>
          <select
            value={what}
            onChange={({ currentTarget }) =>
              change({ what: currentTarget.value as FaultRule['what'], isAfter: false })
            }
          >
            {possible.map(({ what }) => (
              <option key={what}>{what}</option>
            ))}
          </select>
        </label>
        {what === 'error' && (
          <label class="field">
            <span>Error</span>
            <input
              value={draft.error}
              placeholder={about === 'Calls' ? 'ServiceFault' : 'what the receiver says'}
              spellcheck={false}
              onInput={({ currentTarget }) => change({ error: currentTarget.value })}
            />
          </label>
        )}
        {takesMilliseconds.includes(what) && (
          <NumberField
            label="Milliseconds"
            min={0}
            max={3_600_000}
            placeholder={what === 'delay' ? undefined : '1000'}
            value={draft.milliseconds}
            change={(milliseconds) => change({ milliseconds })}
          />
        )}
        <Radios
          legend="How often"
          name="often"
          values={often}
          value={draft.often}
          choose={(next) => change({ often: next as FaultDraft['often'] })}
        />
        {draft.often === 'These times' && (
          <label class="field">
            <span>Which of those that fit, counted from 1</span>
            <input
              value={draft.nth}
              required
              pattern="\d+(-\d+)?(,\d+(-\d+)?)*"
              title="Numbers and ranges, as 1,3-5"
              onInput={({ currentTarget }) => change({ nth: currentTarget.value })}
            />
          </label>
        )}
        {draft.often === 'By chance' && (
          <NumberField
            label="In a hundred"
            min={0}
            max={100}
            value={draft.percent}
            change={(percent) => change({ percent })}
          />
        )}
        {possible.some((each) => each.what === what && each.canBeAfter) && (
          <label class="check">
            <input
              type="checkbox"
              checked={draft.isAfter}
              onChange={({ currentTarget }) => change({ isAfter: currentTarget.checked })}
            />
            Only after all is done, so that whoever asked does not learn of it
          </label>
        )}
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Add
          </button>
        </div>
      </form>
      {error && <Failed>{error}</Failed>}
      <TextBlock
        title="The same from a terminal"
        text={`mturk-local fault '${inWords(ruleOf(draft)).replaceAll("'", `'\\''`)}'`}
      />
    </section>
  )
}

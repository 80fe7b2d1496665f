import type { FaultTold, Json } from '../../../server/control/contract.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { useFetched } from '../../ui/fetched.js'
import { Table } from '../../ui/table.js'
import { WorkingButton } from '../../ui/working-button.js'
import { control } from '../control.js'
import { NewFault } from './new-fault.js'
import { inWords } from './words.js'

/** What is to go wrong, how often each rule struck, and a form that adds one. */
export function Faults() {
  const { value, error, refresh } = useFetched('faults', control.faults, ['call', 'delivery'])
  useEvery(1500, refresh)
  return (
    <div class="page">
      <header class="title">
        <h1>Faults</h1>
        {value && value.rules.length > 0 && (
          <WorkingButton work={() => control.removeFault().then(refresh)}>Remove all</WorkingButton>
        )}
      </header>
      <p class="lead">
        What goes wrong once a month in production goes wrong here when you say so, and the same way
        each time.
      </p>
      {error && <Failed>{error}</Failed>}
      {value?.rules.length === 0 && (
        <Empty title="Nothing goes wrong.">
          <p>Add a rule, and see what your program makes of it.</p>
        </Empty>
      )}
      {value && value.rules.length > 0 && <Rules rules={value.rules} changed={refresh} />}
      <NewFault added={refresh} />
    </div>
  )
}

interface RulesProps {
  readonly rules: readonly Json<FaultTold>[]
  readonly changed: () => void
}

const Rules = ({ rules, changed }: RulesProps) => (
  <section aria-label="Rules">
    <h2>Rules</h2>
    <Table
      label="Each rule"
      columns={['Rule', { number: 'Fitted' }, { number: 'Struck' }, { unseen: 'Remove' }]}
    >
      {rules.map((rule) => (
        <tr key={rule.id}>
          <td class="breaks">
            <code>{inWords(rule)}</code>
            <br />
            <span class="hint">{rule.id}</span>
          </td>
          <td class="number">{rule.fitted.toLocaleString('en')}</td>
          <td class="number">{rule.struck.toLocaleString('en')}</td>
          <td class="number">
            <WorkingButton
              kind="quiet"
              label={`Remove ${rule.id}`}
              work={() => control.removeFault(rule.id).then(changed)}
            >
              Remove
            </WorkingButton>
          </td>
        </tr>
      ))}
    </Table>
    <p class="hint">
      Fitted: how many calls, or tries of deliveries, a rule was about. Struck: how often it went
      wrong.
    </p>
  </section>
)

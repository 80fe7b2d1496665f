import type { ActiveFaultRuleView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { DataTable } from '../../ui/data-table.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { formatRule } from './format-rule.js'
import { NewFault } from './new-fault.js'

/** The fault rules, how often each was applied, and a form that adds one. */
export function FaultsPage() {
  const { value, error } = useLiveQuery('faults', () => control.request('GET /_mturk/faults'), [
    'fault',
  ])
  return (
    <div class="page">
      <header class="title">
        <h1>Faults</h1>
        {value && value.rules.length > 0 && (
          <ActionButton
            confirm={{
              question: `Remove all ${value.rules.length} fault rules?`,
              text: 'Their counts are lost.',
              verb: 'Remove',
            }}
            action={() => control.request('DELETE /_mturk/faults')}
          >
            Remove all
          </ActionButton>
        )}
      </header>
      <p class="lead">
        Inject errors that are rare in production, at the moment you choose and the same way each
        time.
      </p>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value?.rules.length === 0 && (
        <EmptyState title="No fault rules.">
          <p>Add a rule to see how your program handles the fault.</p>
        </EmptyState>
      )}
      {value && value.rules.length > 0 && <RulesTable rules={value.rules} />}
      <NewFault />
    </div>
  )
}

const RulesTable = ({ rules }: { readonly rules: readonly ActiveFaultRuleView[] }) => (
  <section aria-label="Rules">
    <h2>Rules</h2>
    <DataTable
      label="Fault rules"
      stacks
      rows={rules}
      getKey={({ id }) => id}
      columns={[
        [
          'Rule',
          (rule) => (
            <>
              <code>{formatRule(rule)}</code>
              <br />
              <span class="hint">{rule.id}</span>
            </>
          ),
          'breaks',
        ],
        ['Matched', ({ matched }) => matched.toLocaleString('en'), 'number'],
        ['Applied', ({ applied }) => applied.toLocaleString('en'), 'number'],
        [
          'Remove',
          ({ id }) => (
            <ActionButton
              variant="quiet"
              label={`Remove ${id}`}
              confirm={{
                question: `Remove the fault rule “${id}”?`,
                text: 'Its counts are lost.',
                verb: 'Remove',
              }}
              action={() => control.request('DELETE /_mturk/faults/{id}', { id })}
            >
              Remove
            </ActionButton>
          ),
          'action',
        ],
      ]}
    />
    <p class="hint">
      Matched: how many calls or delivery attempts the rule matched. Applied: how often the fault
      was injected.
    </p>
  </section>
)

import type { CheckView } from '../../../server/control/views.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { ListRow } from '../../ui/list-row.js'
import { MasterDetail } from '../../ui/master-detail.js'
import { staticList } from '../../ui/static-list.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { control } from '../control.js'
import { CheckDetail } from './check-detail.js'
import { CheckStateBadge } from './check-state-badge.js'
import { NewCheck } from './new-check.js'
import { formatTarget } from './targets.js'

interface ConsumersPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The latest checks of consumers, the open one, and a form that starts one. */
export function ConsumersPage({ path: [selectedKey, eventDocId], query }: ConsumersPageProps) {
  const { value, error } = useLiveQuery('checks', () => control.request('GET /_mturk/checks'), [
    'check',
  ])
  const checks = value?.checks
  const isNew = query.has('new')
  const isEmpty = checks?.length === 0

  return (
    <MasterDetail
      title="Consumers"
      count={checks?.length}
      detailLabel={isNew ? 'New check' : 'Check'}
      isOpen={isNew || selectedKey !== undefined}
      firstHref={checks?.[0] && `/console/consumers/${checks[0].id}`}
      list={
        <>
          <div class="actions">
            <a class="button" href="/console/consumers?new">
              Check a consumer
            </a>
          </div>
          {error && <ErrorMessage>{error}</ErrorMessage>}
          {isEmpty && (
            <EmptyState title="No consumer was checked yet.">
              <p>
                A check sends every kind of notification to a consumer, and watches what it does.
              </p>
            </EmptyState>
          )}
          {checks && !isEmpty && (
            <VirtualList
              label="Checks"
              list={staticList(checks)}
              rowHeight={52}
              getKey={({ id }) => id}
              getHref={({ id }) => `/console/consumers/${id}`}
              selectedKey={selectedKey}
              renderRow={(check) => <CheckRow check={check} />}
            />
          )}
        </>
      }
      detail={
        <>
          {isNew && <NewCheck />}
          {selectedKey && !isNew && (
            <CheckDetail key={selectedKey} id={selectedKey} eventDocId={eventDocId} />
          )}
          {!selectedKey && !isNew && (
            <EmptyState
              title={isEmpty ? 'Start your consumer, and check it.' : 'Select a check.'}
            />
          )}
        </>
      }
    />
  )
}

const CheckRow = ({ check }: { readonly check: CheckView }) => (
  <ListRow
    title={check.target.address}
    end={formatTarget(check.target.kind)}
    below={`${check.passed} passed, ${check.failed} failed, ${check.notObservable} not observable`}
    belowEnd={<CheckStateBadge check={check} />}
  />
)

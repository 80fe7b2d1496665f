import type { SimulatedCrowdView } from '../../../server/control/views.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { ListRow } from '../../ui/list-row.js'
import { MasterDetail } from '../../ui/master-detail.js'
import { pluralize } from '../../ui/pluralize.js'
import { staticList } from '../../ui/static-list.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { control } from '../control.js'
import { CrowdDetail } from './crowd-detail.js'
import { NewCrowd } from './new-crowd.js'

interface CrowdsPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The crowds of simulated workers, the open one, and a form that creates one. */
export function CrowdsPage({ path: [selectedKey], query }: CrowdsPageProps) {
  const { value, error } = useLiveQuery('crowds', () => control.request('GET /_mturk/crowds'), [
    'crowd',
  ])
  const crowds = value?.crowds
  const isNew = query.has('new')
  const isEmpty = crowds?.length === 0

  return (
    <MasterDetail
      title="Crowd"
      count={crowds?.length}
      detailLabel={isNew ? 'New crowd' : 'Crowd'}
      isOpen={isNew || selectedKey !== undefined}
      firstHref={crowds?.[0] && `/console/crowd/${crowds[0].name}`}
      list={
        <>
          <div class="actions">
            <a class="button" href="/console/crowd?new">
              New crowd
            </a>
          </div>
          {error && <ErrorMessage>{error}</ErrorMessage>}
          {isEmpty && (
            <EmptyState title="No crowds yet.">
              <p>A crowd is a group of simulated workers who find HITs and work on them.</p>
            </EmptyState>
          )}
          {crowds && !isEmpty && (
            <VirtualList
              label="Crowds"
              list={staticList(crowds)}
              rowHeight={52}
              getKey={({ name }) => name}
              getHref={({ name }) => `/console/crowd/${name}`}
              selectedKey={selectedKey}
              renderRow={(crowd) => <CrowdRow crowd={crowd} />}
            />
          )}
        </>
      }
      detail={
        <>
          {isNew && <NewCrowd />}
          {selectedKey && !isNew && <CrowdDetail key={selectedKey} name={selectedKey} />}
          {!selectedKey && !isNew && (
            <EmptyState
              title={isEmpty ? 'Create a crowd to start simulated work.' : 'Select a crowd.'}
            />
          )}
        </>
      }
    />
  )
}

const CrowdRow = ({ crowd: { name, state, settings, stats } }: { crowd: SimulatedCrowdView }) => (
  <ListRow
    title={name}
    end={pluralize(settings.workers, 'worker')}
    below={`${stats.submitted.toLocaleString('en')} submitted`}
    belowEnd={<StatusBadge tone={state === 'running' ? 'good' : 'plain'}>{state}</StatusBadge>}
  />
)

import { EmptyState } from '../../ui/empty-state.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { control } from '../control.js'
import { QualificationTypeDetail } from './qualification-type-detail.js'

interface QualificationTypesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** What workers can be qualified in, newest first. */
export const QualificationTypesPage = ({
  path: [selectedKey],
  query,
}: QualificationTypesPageProps) => (
  <ListPage
    title="Qualifications"
    itemLabel="Qualification"
    basePath="/console/qualifications"
    selectedKey={selectedKey}
    query={query}
    placeholder="Search: a name, a word, an ID"
    choices={[{ name: 'status', label: 'Status', values: ['Active', 'Inactive', 'Disposing'] }]}
    load={async (filter, page) => {
      const request = { ...filter, ...page }
      const { qualificationTypes, ...listing } = await control.market.qualificationTypes(request)
      return { items: qualificationTypes, ...listing }
    }}
    triggers={['call']}
    needsPolling
    getKey={({ id }) => id}
    renderRow={({ name, status, grantedCount, pendingCount, test }) => (
      <ListRow
        title={name}
        tag={test && <span class="tag">test</span>}
        end={
          pendingCount > 0 && <StatusBadge tone="waiting">{`${pendingCount} waiting`}</StatusBadge>
        }
        below={
          grantedCount === 1
            ? '1 worker has it'
            : `${grantedCount.toLocaleString('en')} workers have it`
        }
        belowEnd={<StatusBadge tone={status === 'Active' ? 'good' : 'plain'}>{status}</StatusBadge>}
      />
    )}
    emptyState={
      <EmptyState title="There is no qualification type yet.">
        <p>
          Requesters make one with CreateQualificationType, to choose who may do their HITs. Those
          of the service itself need no list: they are worked out for every worker.
        </p>
      </EmptyState>
    }
    detailPlaceholder="Choose a qualification to see who has it, and who asks for it."
    renderDetail={(id, back) => <QualificationTypeDetail key={id} id={id} back={back} />}
  />
)

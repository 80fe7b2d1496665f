import { EmptyState } from '../../ui/empty-state.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { pluralize } from '../../ui/pluralize.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { control } from '../control.js'
import { QualificationTypeDetail } from './qualification-type-detail.js'

interface QualificationTypesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Qualification types, newest first. */
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
    placeholder="Search by name, word or ID"
    choices={[{ name: 'status', label: 'Status', values: ['Active', 'Inactive', 'Disposing'] }]}
    load={async (filter, page) => {
      const request = { ...filter, ...page }
      const { qualificationTypes, ...listing } = await control.request(
        'GET /_mturk/qualification-types',
        request,
      )
      return { items: qualificationTypes, ...listing }
    }}
    triggers={['qualification']}
    getKey={({ id }) => id}
    renderRow={({ name, status, grantedCount, pendingCount, test }) => (
      <ListRow
        title={name}
        tag={test && <span class="tag">test</span>}
        end={
          pendingCount > 0 && <StatusBadge tone="waiting">{`${pendingCount} pending`}</StatusBadge>
        }
        below={`granted to ${pluralize(grantedCount, 'worker')}`}
        belowEnd={<StatusBadge tone={status === 'Active' ? 'good' : 'plain'}>{status}</StatusBadge>}
      />
    )}
    emptyState={
      <EmptyState title="No qualification types yet.">
        <p>
          Requesters create one with CreateQualificationType to choose who may work on their HITs.
          System qualification types are not listed: their values are computed for each worker.
        </p>
      </EmptyState>
    }
    detailPlaceholder="Select a qualification type to see its workers and requests."
    renderDetail={(id, back) => <QualificationTypeDetail key={id} id={id} back={back} />}
  />
)

import type { HITTypeView } from '../../../server/control/views.js'
import { EmptyState } from '../../ui/empty-state.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { pluralize } from '../../ui/pluralize.js'
import { control } from '../control.js'
import { HitTypeDetail } from './hit-type-detail.js'

interface HitTypesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** HIT types, newest first, each with the destination of its notifications. */
export const HitTypesPage = ({ path: [selectedKey], query }: HitTypesPageProps) => (
  <ListPage
    title="HIT types"
    itemLabel="HIT type"
    basePath="/console/hit-types"
    selectedKey={selectedKey}
    query={query}
    placeholder="Search by title, word or ID"
    choices={[]}
    load={async (filter, page) => {
      const { hitTypes, ...listing } = await control.request('GET /_mturk/hit-types', {
        ...filter,
        ...page,
      })
      return { items: hitTypes, ...listing }
    }}
    triggers={['hit-type', 'hit']}
    getKey={({ id }) => id}
    renderRow={(hitType) => (
      <ListRow
        title={hitType.title}
        end={pluralize(hitType.hitCount, 'HIT')}
        below={<NotificationSummary hitType={hitType} />}
        belowEnd={<span class="muted">${hitType.reward}</span>}
      />
    )}
    emptyState={
      <EmptyState title="No HIT types yet.">
        <p>CreateHITType creates one; so does CreateHIT.</p>
      </EmptyState>
    }
    detailPlaceholder="Select a HIT type to see its notification settings."
    renderDetail={(id, back) => <HitTypeDetail key={id} id={id} back={back} />}
  />
)

function NotificationSummary({ hitType: { notification } }: { readonly hitType: HITTypeView }) {
  if (!notification) return <span class="ellipsis muted">no notifications</span>
  const { specification, active } = notification
  return (
    <>
      <span class="tag">{specification.Transport}</span>
      <span class="ellipsis muted">{specification.Destination}</span>
      {!active && <span class="tag is-warning">off</span>}
    </>
  )
}

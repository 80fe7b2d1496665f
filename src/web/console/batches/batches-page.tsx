import type { BatchView } from '../../../server/control/views.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { pluralize } from '../../ui/pluralize.js'
import { control } from '../control.js'
import { BatchDetail } from './batch-detail.js'
import { formatBatchKey } from './batch-key.js'
import { BatchStateBadge } from './batch-state-badge.js'
import { NewBatchForm } from './new-batch-form.js'

interface BatchesPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** In place of the key of a batch. */
const newKey = 'new'

/** The batches of all requesters, newest first, and a form that creates one. */
export const BatchesPage = ({ path: [selectedKey], query }: BatchesPageProps) => (
  <ListPage
    title="Batches"
    itemLabel={selectedKey === newKey ? 'New batch' : 'Batch'}
    basePath="/console/batches"
    selectedKey={selectedKey}
    query={query}
    toolbar={
      <div class="actions">
        <a class="button" href={`/console/batches/${newKey}${query.size > 0 ? `?${query}` : ''}`}>
          New batch
        </a>
      </div>
    }
    placeholder="Search by title or ID"
    choices={[]}
    load={async (filter, page) => {
      const { batches: items, ...listing } = await control.request('GET /_mturk/batches', {
        ...filter,
        ...page,
      })
      return { items, ...listing }
    }}
    triggers={['hit', 'assignment']}
    // All HITs of a batch are read for its progress.
    pause={2000}
    getKey={formatBatchKey}
    renderRow={(batch) => <BatchRow batch={batch} />}
    emptyState={
      <EmptyState title="No batches yet.">
        <p>
          A batch has a HIT for each row of a CSV file, and its results are a CSV file too, as on
          the requester website.
        </p>
      </EmptyState>
    }
    detailPlaceholder="Create a batch, or select one."
    renderDetail={(key, back) =>
      key === newKey ? (
        <NewBatchForm back={back} account={query.get('account') ?? undefined} />
      ) : (
        <BatchDetail key={key} batchKey={key} back={back} />
      )
    }
  />
)

const BatchRow = ({ batch }: { readonly batch: BatchView }) => {
  const { id, title, createdAt, hits, maxAssignments, submitted, approved, rejected } = batch
  return (
    <ListRow
      title={title}
      end={<Instant at={createdAt} />}
      below={
        <span class="ellipsis muted">
          {pluralize(hits, 'HIT')}, {submitted + approved + rejected} of {maxAssignments} submitted,{' '}
          {approved} approved · <code>{id}</code>
        </span>
      }
      belowEnd={<BatchStateBadge batch={batch} />}
    />
  )
}

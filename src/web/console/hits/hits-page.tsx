import type { HITListItemView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { control, useInfo } from '../control.js'
import { HitDetail } from './hit-detail.js'
import { createSampleHit } from './sample-hit.js'
import { hitTones } from './tones.js'

interface HitsPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The HITs of all requesters, newest first. */
export function HitsPage({ path: [selectedKey], query }: HitsPageProps) {
  const { value: info } = useInfo()
  return (
    <ListPage
      title="HITs"
      itemLabel="HIT"
      basePath="/console/hits"
      selectedKey={selectedKey}
      query={query}
      placeholder="Search by title, word or ID"
      choices={[
        { name: 'status', label: 'Status', values: Object.keys(hitTones) },
        ...(query.has('hitTypeId')
          ? [{ name: 'hitTypeId', label: 'Any HIT type', values: [] }]
          : []),
        ...(query.has('batchId') ? [{ name: 'batchId', label: 'Any batch', values: [] }] : []),
      ]}
      load={async (filter, page) => {
        const { hits: items, ...listing } = await control.request('GET /_mturk/hits', {
          ...filter,
          ...page,
        })
        return { items, ...listing }
      }}
      triggers={['hit']}
      getKey={({ id }) => id}
      renderRow={(hit) => <HitRow hit={hit} />}
      actions={
        info && (
          <ActionButton variant="quiet" action={() => createSampleHit(info.account)}>
            New sample HIT
          </ActionButton>
        )
      }
      emptyState={
        <EmptyState title="No HITs yet.">
          <p>
            Create one with CreateHIT at {info ? <code>{info.endpoint}</code> : 'the endpoint'},
            with any AWS SDK or the AWS CLI. It appears here automatically.
          </p>
          {info && (
            <ActionButton action={() => createSampleHit(info.account)}>
              Create a sample HIT
            </ActionButton>
          )}
        </EmptyState>
      }
      detailPlaceholder="Select a HIT to see its timeline."
      renderDetail={(id, back) => <HitDetail key={id} id={id} back={back} />}
    />
  )
}

const HitRow = ({ hit }: { readonly hit: HITListItemView }) => {
  const { id, title, createdAt, reward, maxAssignments, submitted, completed, status } = hit
  return (
    <ListRow
      title={title}
      end={<Instant at={createdAt} />}
      below={
        <span class="ellipsis muted">
          ${reward}, {submitted + completed} of {maxAssignments} done
          {hit.requesterAnnotation ? ` · ${hit.requesterAnnotation}` : ''} · <code>{id}</code>
        </span>
      }
      belowEnd={<StatusBadge tone={hitTones[status]}>{status}</StatusBadge>}
    />
  )
}

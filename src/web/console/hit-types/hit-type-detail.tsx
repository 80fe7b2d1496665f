import type { HITTypeView } from '../../../server/control/views.js'
import { Detail } from '../../ui/detail.js'
import { FactsSection } from '../../ui/facts.js'
import { formatDuration } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { useSeveralAccounts } from '../account-switch.js'
import { control } from '../control.js'
import { NotificationSettings } from './notification-settings.js'
import { RequirementsTable } from './requirements-table.js'

/** One HIT type, with its notification settings, which no MTurk operation returns. */
export function HitTypeDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const query = useLiveQuery(
    id,
    () => control.request('GET /_mturk/hit-types/{id}', { id }),
    ['hit-type', 'hit'],
    {
      filter: (event) =>
        event.type === 'hit-type'
          ? event.hitType.id === id
          : event.type === 'hit' && event.hit.hitTypeId === id,
    },
  )
  return (
    <Detail back={back} listTitle="HIT types" query={query} getName={({ title }) => title}>
      {(hitType) => <HitTypeContent hitType={hitType} />}
    </Detail>
  )
}

function HitTypeContent({ hitType }: { readonly hitType: HITTypeView }) {
  const hasSeveralAccounts = useSeveralAccounts()
  return (
    <>
      <header class="title">
        <h2>{hitType.title}</h2>
        <a class="button" href={`/console/hits?hitTypeId=${hitType.id}`}>
          View {pluralize(hitType.hitCount, 'HIT')}
        </a>
      </header>
      <p class="lead">{hitType.description}</p>
      <NotificationSettings hitType={hitType} />
      <RequirementsTable requirements={hitType.qualificationRequirements} />
      <FactsSection
        entries={{
          Reward: `$${hitType.reward}`,
          'Time allotted': formatDuration(hitType.assignmentDurationInSeconds * 1000),
          'Auto-approved after': formatDuration(hitType.autoApprovalDelayInSeconds * 1000),
          Keywords: hitType.keywords,
          Account: hasSeveralAccounts && <code>{hitType.account}</code>,
          'HIT group': <code>{hitType.groupId}</code>,
          ID: <code>{hitType.id}</code>,
        }}
      />
    </>
  )
}

import type { HITTypeView } from '../../../server/control/views.js'
import { Definition } from '../../ui/definition.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { formatDuration } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { control } from '../control.js'
import { NotificationSettings } from './notification-settings.js'
import { RequirementsTable } from './requirements-table.js'

/** One HIT type, with its notification settings, which no MTurk operation returns. */
export function HitTypeDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value, error } = useLiveQuery(
    id,
    () => control.request('GET /_mturk/hit-types/{id}', { id }),
    ['call'],
  )
  return (
    <article class="document">
      <a class="back" href={back}>
        ← HIT types
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value && <HitTypeContent hitType={value} />}
    </article>
  )
}

const HitTypeContent = ({ hitType }: { readonly hitType: HITTypeView }) => (
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
    <section aria-label="Facts">
      <h3>Facts</h3>
      <dl class="facts">
        <Definition name="Reward">${hitType.reward}</Definition>
        <Definition name="Time allotted">
          {formatDuration(hitType.assignmentDurationInSeconds * 1000)}
        </Definition>
        <Definition name="Auto-approved after">
          {formatDuration(hitType.autoApprovalDelayInSeconds * 1000)}
        </Definition>
        {hitType.keywords && <Definition name="Keywords">{hitType.keywords}</Definition>}
        <Definition name="Account">
          <code>{hitType.account}</code>
        </Definition>
        <Definition name="HIT group">
          <code>{hitType.groupId}</code>
        </Definition>
        <Definition name="ID">
          <code>{hitType.id}</code>
        </Definition>
      </dl>
    </section>
  </>
)

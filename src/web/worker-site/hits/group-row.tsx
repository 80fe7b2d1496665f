import type { AvailableGroupView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { formatDuration } from '../../ui/instant.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useCurrentWorker } from '../current-worker.js'
import { acceptNextHit } from './auto-accept.js'
import { RequirementList } from './requirement-list.js'

/** A HIT group: description, terms, and whether the worker may accept one of its HITs. */
export function GroupRow({ group }: { readonly group: AvailableGroupView }) {
  const { id, refresh } = useCurrentWorker()
  const isOpen = group.ineligibilityReasons.length === 0

  return (
    <li class="group">
      <div class="what">
        <h2>
          <a href={`/worker/${id}/groups/${group.hitGroupId}`}>{group.title}</a>
        </h2>
        <p class="breaks">{group.description}</p>
        <p class="hint breaks">
          {group.requesterId}
          {group.keywords && <> · {group.keywords}</>}
        </p>
        {!isOpen && (
          <p class="ineligible">
            <StatusBadge tone="bad">Not available to you</StatusBadge>{' '}
            {group.ineligibilityReasons.join(' ')}
          </p>
        )}
        {group.requirements.length > 0 && (
          <details class="more" open={group.requirements.some(({ met }) => !met)}>
            <summary>Requirements</summary>
            <RequirementList requirements={group.requirements} />
          </details>
        )}
      </div>
      <dl class="terms">
        <Stat name="Reward" value={`$${group.reward}`} />
        <Stat
          name="Time allotted"
          value={formatDuration(group.assignmentDurationInSeconds * 1000)}
        />
        <Stat name="HITs" value={group.hits} />
      </dl>
      <div class="buttons">
        <a class="button" href={`/worker/${id}/groups/${group.hitGroupId}`}>
          Preview<span class="visually-hidden"> {group.title}</span>
        </a>
        <ActionButton
          variant="strong"
          disabled={!isOpen}
          action={async () => {
            await acceptNextHit(id, group.hitGroupId)
            refresh()
          }}
        >
          Accept & work
        </ActionButton>
      </div>
    </li>
  )
}

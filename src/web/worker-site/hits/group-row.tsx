import type { Json, OfferedGroup } from '../../../server/control/contract.js'
import { inWords } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { WorkingButton } from '../../ui/working-button.js'
import { useWorkingAs } from '../working-as.js'
import { acceptNext } from './accept.js'
import { Requirements } from './requirements.js'

/** HITs of one type: what they are, what they pay, and whether the worker may have one. */
export function GroupRow({ group }: { readonly group: Json<OfferedGroup> }) {
  const { id, refresh } = useWorkingAs()
  const isOpen = group.reasons.length === 0

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
          <p class="closed">
            <Status mood="bad">Closed to you</Status> {group.reasons.join(' ')}
          </p>
        )}
        {group.requirements.length > 0 && (
          <details class="more" open={group.requirements.some(({ met }) => !met)}>
            <summary>What is asked of workers</summary>
            <Requirements requirements={group.requirements} />
          </details>
        )}
      </div>
      <dl class="terms">
        <div>
          <dt>Reward</dt>
          <dd>${group.reward}</dd>
        </div>
        <div>
          <dt>Time allotted</dt>
          <dd>{inWords(group.assignmentDurationInSeconds * 1000)}</dd>
        </div>
        <div>
          <dt>HITs</dt>
          <dd>{group.hits.toLocaleString('en')}</dd>
        </div>
      </dl>
      <div class="buttons">
        <a class="button" href={`/worker/${id}/groups/${group.hitGroupId}`}>
          Preview<span class="unseen"> {group.title}</span>
        </a>
        <WorkingButton
          kind="strong"
          disabled={!isOpen}
          work={async () => {
            await acceptNext(id, group.hitGroupId)
            refresh()
          }}
        >
          Accept & work
        </WorkingButton>
      </div>
    </li>
  )
}

import type { HITView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Menu } from '../../ui/menu.js'
import { callMturk, toEpochSeconds } from '../call-mturk.js'

/** What a requester can do with a HIT: expire, extend and delete it. */
export function HitActions({ hit, hitType }: HITView) {
  const { account, id: HITId, expired } = hit
  const setExpiration = (at: number) =>
    callMturk(account, 'UpdateExpirationForHIT', { HITId, ExpireAt: toEpochSeconds(at) })
  const addAssignments = (count: number) =>
    callMturk(account, 'CreateAdditionalAssignmentsForHIT', {
      HITId,
      NumberOfAdditionalAssignments: count,
    })

  return (
    <>
      {!expired && (
        // MTurk expires a HIT at once when it gets an instant in the past.
        <ActionButton action={() => setExpiration(0)}>Expire</ActionButton>
      )}
      <Menu label="Extend">
        {Object.entries(extensions).map(([label, milliseconds]) => (
          <ActionButton
            key={label}
            variant="quiet"
            action={() => setExpiration(Date.parse(hit.expiration) + milliseconds)}
          >
            {label}
          </ActionButton>
        ))}
        {[1, 5].map((count) => (
          <ActionButton key={count} variant="quiet" action={() => addAssignments(count)}>
            {count === 1 ? '1 assignment more' : `${count} assignments more`}
          </ActionButton>
        ))}
      </Menu>
      <ActionButton
        confirm={{
          question: `Delete the HIT “${hitType.title}”?`,
          text: 'MTurk allows it once the HIT is reviewable and every assignment is reviewed.',
          verb: 'Delete',
        }}
        action={() => callMturk(account, 'DeleteHIT', { HITId })}
      >
        Delete
      </ActionButton>
    </>
  )
}

/** In milliseconds. */
const extensions = {
  '1 hour longer': 3_600_000,
  '1 day longer': 86_400_000,
  '1 week longer': 604_800_000,
} as const

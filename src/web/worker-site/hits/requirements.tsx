import type { RequirementTold } from '../../../server/control/contract.js'
import { Status } from '../../ui/status.js'
import { useWorkingAs } from '../working-as.js'

/** What a HIT type asks of its workers, and whether this one has it. */
export function Requirements(props: { readonly requirements: readonly RequirementTold[] }) {
  const { id } = useWorkingAs()
  return (
    <ul class="requirements">
      {props.requirements.map(({ qualificationTypeId, name, says, met, yours, isRequestable }) => (
        <li key={`${qualificationTypeId} ${says}`}>
          <Status mood={met ? 'good' : 'bad'}>{met ? 'Met' : 'Not met'}</Status>{' '}
          <strong>{name}</strong> {says}
          <span class="muted">
            {' '}
            · {yours === undefined ? 'you have none' : `you have ${yours}`}
          </span>
          {!met && isRequestable && (
            <>
              {' '}
              <a href={`/worker/${id}/qualifications/${qualificationTypeId}`}>Ask for it</a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

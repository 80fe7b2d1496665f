import type { WorkerRequirementView } from '../../../server/control/views.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useCurrentWorker } from '../current-worker.js'

/** The requirements of a HIT type, and whether this worker meets them. */
export function RequirementList(props: {
  readonly requirements: readonly WorkerRequirementView[]
}) {
  const { id } = useCurrentWorker()
  return (
    <ul class="requirements">
      {props.requirements.map(
        ({ qualificationTypeId, name, description, met, workerValue, isRequestable }) => (
          <li key={`${qualificationTypeId} ${description}`}>
            <StatusBadge tone={met ? 'good' : 'bad'}>{met ? 'Met' : 'Not met'}</StatusBadge>{' '}
            <strong>{name}</strong> {description}
            <span class="muted">
              {' '}
              · {workerValue === undefined ? 'you have none' : `you have ${workerValue}`}
            </span>
            {!met && isRequestable && (
              <>
                {' '}
                <a href={`/worker/${id}/qualifications/${qualificationTypeId}`}>Request it</a>
              </>
            )}
          </li>
        ),
      )}
    </ul>
  )
}

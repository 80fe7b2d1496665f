import type { AvailableQualificationView } from '../../../server/control/views.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { formatDuration } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { QualificationDetail } from './qualification-detail.js'
import { WorkerAttributes } from './worker-attributes.js'

/** The worker's qualifications and those that can be requested, or one of them. */
export function QualificationsPage({ path: [selectedKey] }: { readonly path: readonly string[] }) {
  const { id } = useCurrentWorker()
  const { value, error, refresh } = useLiveQuery(
    id,
    () => client.request('GET /_mturk/workers/{id}/qualifications', { id }),
    ['qualification', 'clock'],
  )
  const selected = value?.find(({ qualificationTypeId }) => qualificationTypeId === selectedKey)

  return (
    <div class="page">
      {selectedKey === undefined ? (
        <h1>Qualifications</h1>
      ) : (
        <a class="back" href={`/worker/${id}/qualifications`}>
          ← Qualifications
        </a>
      )}
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {selectedKey !== undefined && value && !selected && (
        <EmptyState title={`Qualification ${selectedKey} does not exist or cannot be requested.`} />
      )}
      {selected && (
        <QualificationDetail key={selectedKey} qualification={selected} refresh={refresh} />
      )}
      {selectedKey === undefined && value?.length === 0 && (
        <EmptyState title="You have no qualifications, and none can be requested." />
      )}
      {selectedKey === undefined && value && value.length > 0 && (
        <ul class="groups" aria-label="Qualifications">
          {value.map((each) => (
            <QualificationRow key={each.qualificationTypeId} qualification={each} />
          ))}
        </ul>
      )}
      {selectedKey === undefined && <WorkerAttributes />}
    </div>
  )
}

function QualificationRow({
  qualification,
}: {
  readonly qualification: AvailableQualificationView
}) {
  const { id } = useCurrentWorker()
  const { qualificationTypeId, name, description } = qualification
  return (
    <li class="group">
      <div class="what">
        <h2>
          <a href={`/worker/${id}/qualifications/${qualificationTypeId}`}>{name}</a>
        </h2>
        <p class="breaks">{description}</p>
        <QualificationValue qualification={qualification} />
      </div>
      <p class="hint">{describeTerms(qualification)}</p>
    </li>
  )
}

const QualificationValue = ({
  qualification: { value },
}: {
  readonly qualification: AvailableQualificationView
}) => (
  <p>
    {value === undefined ? (
      <StatusBadge tone="plain">You do not have it</StatusBadge>
    ) : (
      <StatusBadge tone="good">{`You have it: ${value}`}</StatusBadge>
    )}
  </p>
)

const describeTerms = ({
  hasTest,
  testDurationInSeconds = 0,
}: AvailableQualificationView): string =>
  hasTest ? `Test of ${formatDuration(testDurationInSeconds * 1000)}` : 'On request'

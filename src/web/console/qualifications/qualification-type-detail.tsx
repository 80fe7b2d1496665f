import type { QualificationTypeView } from '../../../server/control/views.js'
import { Definition } from '../../ui/definition.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { formatDuration, Instant } from '../../ui/instant.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { usePolling } from '../../ui/use-polling.js'
import { control } from '../control.js'
import { PendingRequests } from './pending-requests.js'
import { QualifiedWorkers } from './qualified-workers.js'

/** The number of workers and requests to show, newest first. */
const newest = 200

/** One qualification type with its workers and requests. */
export function QualificationTypeDetail({
  id,
  back,
}: {
  readonly id: string
  readonly back: string
}) {
  const { value, error, refresh } = useLiveQuery(id, () => loadQualificationType(id), ['call'])
  usePolling(1500, refresh)
  return (
    <article class="document">
      <a class="back" href={back}>
        ← Qualifications
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value && (
        <>
          <Heading type={value.type} />
          <PendingRequests requests={value.requests} />
          <QualifiedWorkers holders={value.holders} />
          {value.type.test && <TextBlock title="Test" text={value.type.test} />}
          {value.type.answerKey && <TextBlock title="Answer key" text={value.type.answerKey} />}
          <QualificationTypeDefinitions type={value.type} />
        </>
      )}
    </article>
  )
}

async function loadQualificationType(id: string) {
  const [type, { qualifications: holders }, { requests }] = await Promise.all([
    control.request('GET /_mturk/qualification-types/{id}', { id }),
    control.request('GET /_mturk/qualification-types/{id}/qualifications', { id, limit: newest }),
    control.request('GET /_mturk/qualification-types/{id}/requests', {
      id,
      limit: newest,
      status: 'Pending',
    }),
  ])
  return { type, holders, requests }
}

const Heading = ({ type }: { readonly type: QualificationTypeView }) => (
  <>
    <header class="title">
      <h2>{type.name}</h2>
      <StatusBadge tone={type.status === 'Active' ? 'good' : 'plain'}>{type.status}</StatusBadge>
    </header>
    <p class="lead">{type.description}</p>
    <dl class="figures">
      <Stat name="Workers" value={type.grantedCount} />
      <Stat name="Pending requests" value={type.pendingCount} />
    </dl>
  </>
)

const QualificationTypeDefinitions = ({ type }: { readonly type: QualificationTypeView }) => (
  <section aria-label="Facts">
    <h3>Facts</h3>
    <dl class="facts">
      <Definition name="Requestable">{type.isRequestable ? 'yes' : 'no'}</Definition>
      <Definition name="Auto-granted">
        {type.autoGranted ? `yes, with ${type.autoGrantedValue ?? 1}` : 'no'}
      </Definition>
      {type.testDurationInSeconds !== undefined && (
        <Definition name="Test duration">
          {formatDuration(type.testDurationInSeconds * 1000)}
        </Definition>
      )}
      <Definition name="Retry delay">
        {type.retryDelayInSeconds === undefined
          ? 'never'
          : formatDuration(type.retryDelayInSeconds * 1000)}
      </Definition>
      {type.keywords && <Definition name="Keywords">{type.keywords}</Definition>}
      <Definition name="Created">
        <Instant at={type.createdAt} whole />
      </Definition>
      <Definition name="Account">
        <code>{type.account}</code>
      </Definition>
      <Definition name="ID">
        <code>{type.id}</code>
      </Definition>
    </dl>
  </section>
)

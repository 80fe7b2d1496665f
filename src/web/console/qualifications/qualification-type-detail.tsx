import type { QualificationTypeView } from '../../../server/control/views.js'
import { Detail } from '../../ui/detail.js'
import { FactsSection } from '../../ui/facts.js'
import { formatDuration, Instant } from '../../ui/instant.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { useSeveralAccounts } from '../account-switch.js'
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
  const query = useLiveQuery(id, () => loadQualificationType(id), ['qualification'], {
    filter: (event) => event.type === 'qualification' && event.qualification.typeId === id,
  })
  return (
    <Detail back={back} listTitle="Qualifications" query={query} getName={({ type }) => type.name}>
      {({ type, requests, holders }) => (
        <>
          <Heading type={type} />
          <PendingRequests requests={requests} />
          <QualifiedWorkers holders={holders} />
          {type.test && <TextBlock title="Test" text={type.test} />}
          {type.answerKey && <TextBlock title="Answer key" text={type.answerKey} />}
          <QualificationTypeFacts type={type} />
        </>
      )}
    </Detail>
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

function QualificationTypeFacts({ type }: { readonly type: QualificationTypeView }) {
  const hasSeveralAccounts = useSeveralAccounts()
  return (
    <FactsSection
      entries={{
        Requestable: type.isRequestable ? 'yes' : 'no',
        'Auto-granted': type.autoGranted ? `yes, with ${type.autoGrantedValue ?? 1}` : 'no',
        'Test duration':
          type.testDurationInSeconds !== undefined &&
          formatDuration(type.testDurationInSeconds * 1000),
        'Retry delay':
          type.retryDelayInSeconds === undefined
            ? 'none, only one request is allowed'
            : formatDuration(type.retryDelayInSeconds * 1000),
        Keywords: type.keywords,
        Created: <Instant at={type.createdAt} whole />,
        Account: hasSeveralAccounts && <code>{type.account}</code>,
        ID: <code>{type.id}</code>,
      }}
    />
  )
}

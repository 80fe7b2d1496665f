import type { BatchView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Detail } from '../../ui/detail.js'
import { Facts } from '../../ui/facts.js'
import { Instant } from '../../ui/instant.js'
import { saveFile } from '../../ui/save-file.js'
import { Stat } from '../../ui/stat.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { useSeveralAccounts } from '../account-switch.js'
import { control } from '../control.js'
import { IdCode } from '../id-code.js'
import { parseBatchKey } from './batch-key.js'
import { BatchReview } from './batch-review.js'
import { BatchRows } from './batch-rows.js'
import { BatchStateBadge } from './batch-state-badge.js'

interface BatchDetailProps {
  /** From the address. */
  readonly batchKey: string
  readonly back: string
}

/** One batch: its progress, the review of its results, and what was submitted for each row. */
export function BatchDetail({ batchKey, back }: BatchDetailProps) {
  const query = useLiveQuery(
    batchKey,
    () => control.request('GET /_mturk/batches/{id}', parseBatchKey(batchKey)),
    ['hit', 'assignment'],
    { pause: 1000 },
  )
  return (
    <Detail back={back} listTitle="Batches" query={query} getName={({ title }) => title}>
      {(batch) => (
        <>
          <BatchHeader batch={batch} />
          <Progress batch={batch} />
          <BatchFacts batch={batch} />
          <BatchReview batch={batch} />
          <BatchRows batch={batch} />
        </>
      )}
    </Detail>
  )
}

interface BatchProps {
  readonly batch: BatchView
}

function BatchHeader({ batch }: BatchProps) {
  const { id, account, title } = batch
  const hasSeveralAccounts = useSeveralAccounts()
  const hitFilter = new URLSearchParams({
    batchId: id,
    ...(hasSeveralAccounts && { account }),
  })
  return (
    <header class="title">
      <h2>{title}</h2>
      <BatchStateBadge batch={batch} />
      <div class="buttons">
        <a class="button" href={`/console/hits?${hitFilter}`}>
          Show its HITs
        </a>
        <ActionButton action={() => downloadResults(batch)}>Download results</ActionButton>
      </div>
    </header>
  )
}

async function downloadResults({ id, account }: BatchView): Promise<void> {
  const csv = await control.request('GET /_mturk/batches/{id}/results', { id, account })
  saveFile(`Batch_${id}_batch_results.csv`, csv, 'text/csv')
}

function Progress({ batch }: BatchProps) {
  const { maxAssignments, pending, submitted, approved, rejected } = batch
  const done = submitted + approved + rejected
  const text = `${done.toLocaleString('en')} of ${maxAssignments.toLocaleString('en')} assignments submitted`
  return (
    <section aria-label="Progress">
      <p>{text}</p>
      <progress class="whole" aria-label={text} value={done} max={maxAssignments} />
      <dl class="figures">
        <Stat name="Being worked on" value={pending} />
        <Stat name="Awaiting review" value={submitted} />
        <Stat name="Approved" value={approved} />
        <Stat name="Rejected" value={rejected} />
      </dl>
      {done + pending === 0 && (
        <p class="hint">
          Work on it yourself at the{' '}
          <a href="/worker" target="_blank" rel="noreferrer">
            worker site
          </a>
          , or <a href="/console/crowd?new">start a crowd</a>.
        </p>
      )}
    </section>
  )
}

function BatchFacts({ batch }: BatchProps) {
  const hasSeveralAccounts = useSeveralAccounts()
  return (
    <Facts
      entries={{
        HITs: batch.hits.toLocaleString('en'),
        'HIT type': <IdCode name="HITTypeId" id={batch.hitTypeId} />,
        Reward: `$${batch.reward}`,
        Created: <Instant at={batch.createdAt} whole />,
        Expiration: <Instant at={batch.expiration} whole />,
        Account: hasSeveralAccounts && <code>{batch.account}</code>,
        ID: <code>{batch.id}</code>,
      }}
    />
  )
}

import type { SimulatedCrowdView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Detail } from '../../ui/detail.js'
import { Instant } from '../../ui/instant.js'
import { navigate } from '../../ui/router.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { CrowdWorkers } from './crowd-workers.js'

/** The number of workers to show. */
const workerLimit = 100

/** One crowd: its statistics, its workers, and buttons to start and stop it. */
export function CrowdDetail({ name }: { readonly name: string }) {
  const query = useLiveQuery(name, () => loadCrowd(name), ['crowd'], {
    filter: (event) => event.type === 'crowd' && event.crowd.name === name,
  })
  async function remove(): Promise<void> {
    await control.request('DELETE /_mturk/crowds/{name}', { name })
    navigate('/console/crowd', { replace: true })
  }

  return (
    <Detail back="/console/crowd" listTitle="Crowd" query={query} getName={() => name}>
      {({ crowd, workers }) => (
        <>
          <header class="title">
            <h2>{name}</h2>
            <StatusBadge tone={crowd.state === 'running' ? 'good' : 'plain'}>
              {crowd.state}
            </StatusBadge>
            <div class="buttons">
              {crowd.state === 'running' ? (
                <ActionButton
                  action={() => control.request('POST /_mturk/crowds/{name}/stop', { name })}
                >
                  Stop
                </ActionButton>
              ) : (
                <ActionButton
                  action={() => control.request('POST /_mturk/crowds/{name}/start', { name })}
                >
                  Start
                </ActionButton>
              )}
              <ActionButton
                confirm={{
                  question: `Delete the crowd “${name}”?`,
                  text: 'Its workers stop at once. What they did stays.',
                  verb: 'Delete',
                }}
                action={remove}
              >
                Delete
              </ActionButton>
            </div>
          </header>
          <CrowdStats crowd={crowd} />
          <CrowdWorkers workers={workers} total={crowd.settings.workers} />
          <TextBlock title="Settings" text={JSON.stringify(crowd.settings)} />
          {crowd.templates && crowd.templates.length > 0 && (
            <TextBlock title="Answers" text={JSON.stringify(crowd.templates)} />
          )}
        </>
      )}
    </Detail>
  )
}

async function loadCrowd(name: string) {
  const [crowd, { workers }] = await Promise.all([
    control.crowd(name),
    control.request('GET /_mturk/crowds/{name}/workers', { name, limit: workerLimit }),
  ])
  return { crowd, workers }
}

const CrowdStats = ({
  crowd: { stats, workerStates, nextActionAt, lastError },
}: {
  readonly crowd: SimulatedCrowdView
}) => (
  <>
    <section aria-label="Now">
      <h3>Now</h3>
      <dl class="figures">
        <Stat name="Away" value={workerStates.away} />
        <Stat name="Looking for work" value={workerStates.looking} />
        <Stat name="Working" value={workerStates.working} />
      </dl>
      {nextActionAt && (
        <p class="hint">
          Next action at <Instant at={nextActionAt} whole /> by{' '}
          <a href="/console/clock">the emulator’s clock</a>.
        </p>
      )}
    </section>
    <section aria-label="So far">
      <h3>So far</h3>
      <dl class="figures">
        <Stat name="Visits" value={stats.visits} />
        <Stat name="Empty visits" value={stats.emptyVisits} />
        <Stat name="Accepted" value={stats.accepted} />
        <Stat name="Submitted" value={stats.submitted} />
        <Stat name="Bad submissions" value={stats.badSubmissions} />
        <Stat name="Returned" value={stats.returned} />
        <Stat name="Abandoned" value={stats.abandoned} />
        <Stat name="Approved" value={stats.approved} />
        <Stat name="Rejected" value={stats.rejected} />
        <Stat name="Errors" value={stats.errors} />
      </dl>
    </section>
    {lastError && (
      <section class="note is-warning" aria-label="Last error">
        <h3>Last error</h3>
        <p>{lastError.message}</p>
        <p class="hint">
          <code>{lastError.workerId}</code> at <Instant at={lastError.at} whole />
        </p>
      </section>
    )}
  </>
)

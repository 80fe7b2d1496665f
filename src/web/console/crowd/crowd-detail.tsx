import type { CrowdTold, Json } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { useFetched } from '../../ui/fetched.js'
import { Figure } from '../../ui/figure.js'
import { Instant } from '../../ui/instant.js'
import { go } from '../../ui/place.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { WorkingButton } from '../../ui/working-button.js'
import { control } from '../control.js'
import { CrowdWorkers } from './crowd-workers.js'

/** How many of a crowd's workers are looked at. */
const shown = 100

interface CrowdDetailProps {
  readonly name: string
  readonly changed: () => void
}

/** One crowd: what it did, what it does now, who is in it; and how to stop it. */
export function CrowdDetail({ name, changed }: CrowdDetailProps) {
  const { value, error, refresh } = useFetched(name, () => whole(name))
  useEvery(1500, refresh)
  const after = (work: Promise<unknown>) =>
    work.then(() => {
      refresh()
      changed()
    })
  const forget = () =>
    after(control.removeCrowd(name)).then(() => go('/console/crowd', { replace: true }))

  return (
    <article class="document">
      <a class="back" href="/console/crowd">
        ← Crowd
      </a>
      {error && <Failed>{error}</Failed>}
      {value && (
        <>
          <header class="title">
            <h2>{name}</h2>
            <Status mood={value.crowd.state === 'running' ? 'good' : 'plain'}>
              {value.crowd.state}
            </Status>
            <div class="buttons">
              {value.crowd.state === 'running' ? (
                <WorkingButton work={() => after(control.stopCrowd(name))}>Stop</WorkingButton>
              ) : (
                <WorkingButton work={() => after(control.startCrowd(name))}>Start</WorkingButton>
              )}
              <WorkingButton work={forget}>Forget</WorkingButton>
            </div>
          </header>
          <Whole crowd={value.crowd} />
          <CrowdWorkers workers={value.workers} all={value.crowd.settings.workers} />
          <TextBlock title="Settings" text={JSON.stringify(value.crowd.settings)} />
          {value.crowd.templates && value.crowd.templates.length > 0 && (
            <TextBlock title="Answers" text={JSON.stringify(value.crowd.templates)} />
          )}
        </>
      )}
    </article>
  )
}

async function whole(name: string) {
  const [crowd, { workers }] = await Promise.all([
    control.crowd(name),
    control.crowdWorkers(name, { limit: shown }),
  ])
  return { crowd, workers }
}

const Whole = ({ crowd: { did, now, next, trouble } }: { readonly crowd: Json<CrowdTold> }) => (
  <>
    <section aria-label="Now">
      <h3>Now</h3>
      <dl class="figures">
        <Figure name="Away" value={now.away} />
        <Figure name="Looking for work" value={now.looking} />
        <Figure name="Working" value={now.working} />
      </dl>
      {next && (
        <p class="hint">
          One of them does something next at <Instant at={next} whole />,{' '}
          <a href="/console/clock">by the world’s clock</a>.
        </p>
      )}
    </section>
    <section aria-label="So far">
      <h3>So far</h3>
      <dl class="figures">
        <Figure name="Visits" value={did.visits} />
        <Figure name="Found nothing" value={did.foundNothing} />
        <Figure name="Accepted" value={did.accepted} />
        <Figure name="Submitted" value={did.submitted} />
        <Figure name="Done badly" value={did.failed} />
        <Figure name="Returned" value={did.returned} />
        <Figure name="Abandoned" value={did.abandoned} />
        <Figure name="Approved" value={did.approved} />
        <Figure name="Rejected" value={did.rejected} />
        <Figure name="In trouble" value={did.troubled} />
      </dl>
    </section>
    {trouble && (
      <section class="note is-warning" aria-label="Trouble">
        <h3>What went wrong last</h3>
        <p>{trouble.says}</p>
        <p class="hint">
          <code>{trouble.workerId}</code> at <Instant at={trouble.at} whole />
        </p>
      </section>
    )}
  </>
)

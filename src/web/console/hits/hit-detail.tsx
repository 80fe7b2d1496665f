import { useEffect } from 'preact/hooks'
import type { AssignmentPageView, DeliveryView, HITView } from '../../../server/control/views.js'
import { Definition } from '../../ui/definition.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { usePolling } from '../../ui/use-polling.js'
import { control } from '../control.js'
import { RequirementsTable } from '../hit-types/requirements-table.js'
import { Assignments } from './assignments.js'
import { HitDeliveries } from './hit-deliveries.js'
import { Timeline } from './timeline.js'
import { hitTones } from './tones.js'

/** The number of assignments and deliveries to show, newest first. */
const newest = 200

/** One HIT: counts, timeline, assignments, deliveries, question and details. */
export function HitDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value, error, refresh } = useLiveQuery(id, () => loadHit(id), ['call', 'delivery'])
  usePolling(1500, refresh)
  const deliveries = useHitDeliveries(id, value)

  return (
    <article class="document">
      <a class="back" href={back}>
        ← HITs
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value && <HitContent {...value} deliveries={deliveries} />}
    </article>
  )
}

async function loadHit(id: string) {
  const [details, assignments] = await Promise.all([
    control.request('GET /_mturk/hits/{id}', { id }),
    control.request('GET /_mturk/hits/{id}/assignments', { id, limit: newest, total: true }),
  ])
  return { ...details, assignments }
}

type LoadedHit = HITView & { readonly assignments: AssignmentPageView }

/** Finding deliveries is a full-text search, so only after the HIT changed or while one is pending. */
function useHitDeliveries(id: string, hit: LoadedHit | undefined): readonly DeliveryView[] {
  const { value, refresh } = useLiveQuery(`deliveries of ${id}`, () =>
    control.deliveries({ text: id, limit: newest }),
  )
  const deliveries = value?.deliveries ?? []
  const isPending = deliveries.some(({ status }) => status === 'pending')
  usePolling(isPending ? 500 : undefined, refresh)
  const state = JSON.stringify(hit && [hit.hit, hit.assignments.assignments])
  useEffect(refresh, [state])
  return deliveries
}

function HitContent(props: LoadedHit & { readonly deliveries: readonly DeliveryView[] }) {
  const { hit, hitType, assignments, deliveries } = props
  const { pending, submitted, completed, maxAssignments, question } = hit
  const left = maxAssignments - pending - submitted - completed
  return (
    <>
      <header class="title">
        <h2>{hitType.title}</h2>
        <StatusBadge tone={hitTones[hit.status]}>{hit.status}</StatusBadge>
        {hit.status !== 'Disposed' && (
          <a class="button" href={`/worker?to=hit/${hit.id}`} target="_blank" rel="noreferrer">
            Open in the worker site
          </a>
        )}
      </header>
      <p class="lead">{hitType.description}</p>
      <dl class="figures">
        <Stat name="Available" value={left} />
        <Stat name="Being worked on" value={pending} />
        <Stat name="Awaiting review" value={submitted} />
        <Stat name="Reviewed" value={completed} />
      </dl>
      <Timeline hit={hit} assignments={assignments.assignments} deliveries={deliveries} />
      <Assignments page={assignments} />
      <HitDeliveries hitType={hitType} deliveries={deliveries} />
      {question && <TextBlock title="Question" text={question} />}
      <RequirementsTable requirements={hitType.qualificationRequirements} />
      <HitDefinitions hit={hit} hitType={hitType} />
    </>
  )
}

const HitDefinitions = ({ hit, hitType }: HITView) => (
  <section aria-label="Facts">
    <h3>Facts</h3>
    <dl class="facts">
      <Definition name="HIT type">
        <a href={`/console/hit-types/${hit.hitTypeId}`}>
          <code>{hit.hitTypeId}</code>
        </a>
      </Definition>
      <Definition name="Reward">${hitType.reward}</Definition>
      <Definition name="Created">
        <Instant at={hit.createdAt} whole />
      </Definition>
      <Definition name="Expiration">
        <Instant at={hit.expiration} whole />
      </Definition>
      <Definition name="Review">{hit.reviewStatus}</Definition>
      {hit.requesterAnnotation && (
        <Definition name="Annotation">{hit.requesterAnnotation}</Definition>
      )}
      {hitType.keywords && <Definition name="Keywords">{hitType.keywords}</Definition>}
      <Definition name="Account">
        <code>{hit.account}</code>
      </Definition>
      <Definition name="HIT group">
        <code>{hit.hitGroupId}</code>
      </Definition>
      {hit.hitLayoutId && (
        <Definition name="Layout">
          <code>{hit.hitLayoutId}</code>
        </Definition>
      )}
      <Definition name="ID">
        <code>{hit.id}</code>
      </Definition>
    </dl>
    {hit.assignmentReviewPolicy && (
      <TextBlock
        title="Assignment review policy"
        text={JSON.stringify(hit.assignmentReviewPolicy)}
      />
    )}
    {hit.hitReviewPolicy && (
      <TextBlock title="HIT review policy" text={JSON.stringify(hit.hitReviewPolicy)} />
    )}
  </section>
)

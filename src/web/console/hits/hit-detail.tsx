import type { AssignmentPageView, DeliveryView, HITView } from '../../../server/control/views.js'
import { Detail } from '../../ui/detail.js'
import { FactsSection } from '../../ui/facts.js'
import { Instant } from '../../ui/instant.js'
import { Stat } from '../../ui/stat.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { useSeveralAccounts } from '../account-switch.js'
import { control } from '../control.js'
import { RequirementsTable } from '../hit-types/requirements-table.js'
import { IdCode } from '../id-code.js'
import { Assignments } from './assignments.js'
import { HitActions } from './hit-actions.js'
import { HitDeliveries } from './hit-deliveries.js'
import { Timeline } from './timeline.js'
import { hitTones } from './tones.js'

/** The number of assignments and deliveries to show, newest first. */
const newest = 200

/** One HIT: counts, timeline, assignments, deliveries, question and details. */
export function HitDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const query = useLiveQuery(id, () => loadHit(id), ['hit', 'assignment', 'hit-type'], {
    filter: (event) =>
      event.type === 'hit-type' ||
      (event.type === 'hit' && event.hit.id === id) ||
      (event.type === 'assignment' && event.assignment.hitId === id),
  })
  const { value } = useLiveQuery(
    `deliveries of ${id}`,
    () => control.deliveries({ text: id, limit: newest }),
    ['delivery'],
    { filter: (event) => event.type === 'delivery' && event.delivery.payload.includes(id) },
  )
  const deliveries = value?.deliveries ?? []

  return (
    <Detail back={back} listTitle="HITs" query={query} getName={({ hitType }) => hitType.title}>
      {(hit) => <HitContent {...hit} deliveries={deliveries} />}
    </Detail>
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
          <div class="buttons">
            <a class="button" href={`/worker?to=hit/${hit.id}`} target="_blank" rel="noreferrer">
              Open in the worker site
            </a>
            <HitActions hit={hit} hitType={hitType} />
          </div>
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
      <HitFacts hit={hit} hitType={hitType} />
    </>
  )
}

function HitFacts({ hit, hitType }: HITView) {
  const hasSeveralAccounts = useSeveralAccounts()
  return (
    <FactsSection
      entries={{
        'HIT type': <IdCode name="HITTypeId" id={hit.hitTypeId} />,
        Reward: `$${hitType.reward}`,
        Created: <Instant at={hit.createdAt} whole />,
        Expiration: <Instant at={hit.expiration} whole />,
        Review: hit.reviewStatus,
        Annotation: hit.requesterAnnotation,
        Keywords: hitType.keywords,
        Account: hasSeveralAccounts && <code>{hit.account}</code>,
        'HIT group': <code>{hit.hitGroupId}</code>,
        Layout: hit.hitLayoutId && <code>{hit.hitLayoutId}</code>,
        ID: <code>{hit.id}</code>,
      }}
    >
      {hit.assignmentReviewPolicy && (
        <TextBlock
          title="Assignment review policy"
          text={JSON.stringify(hit.assignmentReviewPolicy)}
        />
      )}
      {hit.hitReviewPolicy && (
        <TextBlock title="HIT review policy" text={JSON.stringify(hit.hitReviewPolicy)} />
      )}
    </FactsSection>
  )
}

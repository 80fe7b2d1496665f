import { useEffect } from 'preact/hooks'
import type { Delivery, Json } from '../../../server/control/contract.js'
import type { AssignmentPage, HITTold } from '../../../server/control/market-contract.js'
import { Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { Fact } from '../../ui/fact.js'
import { useFetched } from '../../ui/fetched.js'
import { Figure } from '../../ui/figure.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { Requirements } from '../hit-types/requirements.js'
import { Assignments } from './assignments.js'
import { HitDeliveries } from './hit-deliveries.js'
import { Timeline } from './timeline.js'
import { hitMoods } from './words.js'

/** How many of a HIT's assignments and deliveries are looked at, the newest. */
const newest = 200

/** One HIT: how it stands, what happened to it, who worked on it, what it asks. */
export function HitDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value, error, refresh } = useFetched(id, () => whole(id), ['call', 'delivery'])
  // Workers and time change a HIT without a word to those who did not subscribe.
  useEvery(1500, refresh)
  const deliveries = useDeliveriesOf(id, value)

  return (
    <article class="document">
      <a class="back" href={back}>
        ← HITs
      </a>
      {error && <Failed>{error}</Failed>}
      {value && <Whole {...value} deliveries={deliveries} />}
    </article>
  )
}

async function whole(id: string) {
  const [told, assignments] = await Promise.all([
    control.market.hit(id),
    control.market.assignments(id, { limit: newest, total: true }),
  ])
  return { ...told, assignments }
}

type Whole = Json<HITTold> & { readonly assignments: Json<AssignmentPage> }

/** A text is looked for in every delivery, so only when the HIT changed, or one is on its way. */
function useDeliveriesOf(id: string, hit: Whole | undefined): readonly Json<Delivery>[] {
  const { value, refresh } = useFetched(`deliveries of ${id}`, () =>
    control.deliveries({ text: id, limit: newest }),
  )
  const deliveries = value?.deliveries ?? []
  const isUnderWay = deliveries.some(({ status }) => status === 'pending')
  useEvery(isUnderWay ? 500 : undefined, refresh)
  const state = JSON.stringify(hit && [hit.hit, hit.assignments.assignments])
  useEffect(refresh, [state])
  return deliveries
}

function Whole(props: Whole & { readonly deliveries: readonly Json<Delivery>[] }) {
  const { hit, hitType, assignments, deliveries } = props
  const { pending, submitted, completed, maxAssignments, question } = hit
  const left = maxAssignments - pending - submitted - completed
  return (
    <>
      <header class="title">
        <h2>{hitType.title}</h2>
        <Status mood={hitMoods[hit.status]}>{hit.status}</Status>
        {hit.status !== 'Disposed' && (
          <a class="button" href={`/worker?to=hit/${hit.id}`} target="_blank" rel="noreferrer">
            See it as a worker
          </a>
        )}
      </header>
      <p class="lead">{hitType.description}</p>
      <dl class="figures">
        <Figure name="Available" value={left} />
        <Figure name="Being worked on" value={pending} />
        <Figure name="To be reviewed" value={submitted} />
        <Figure name="Reviewed" value={completed} />
      </dl>
      <Timeline hit={hit} assignments={assignments.assignments} deliveries={deliveries} />
      <Assignments page={assignments} />
      <HitDeliveries hitType={hitType} deliveries={deliveries} />
      {question && <TextBlock title="Question" text={question} />}
      <Requirements requirements={hitType.qualificationRequirements} />
      <Facts hit={hit} hitType={hitType} />
    </>
  )
}

const Facts = ({ hit, hitType }: Json<HITTold>) => (
  <section aria-label="Facts">
    <h3>Facts</h3>
    <dl class="facts">
      <Fact name="HIT type">
        <a href={`/console/hit-types/${hit.hitTypeId}`}>
          <code>{hit.hitTypeId}</code>
        </a>
      </Fact>
      <Fact name="Reward">${hitType.reward}</Fact>
      <Fact name="Created">
        <Instant at={hit.createdAt} whole />
      </Fact>
      <Fact name="Expiration">
        <Instant at={hit.expiration} whole />
      </Fact>
      <Fact name="Review">{hit.reviewStatus}</Fact>
      {hit.requesterAnnotation && <Fact name="Annotation">{hit.requesterAnnotation}</Fact>}
      {hitType.keywords && <Fact name="Keywords">{hitType.keywords}</Fact>}
      <Fact name="Account">
        <code>{hit.account}</code>
      </Fact>
      <Fact name="HIT group">
        <code>{hit.hitGroupId}</code>
      </Fact>
      {hit.hitLayoutId && (
        <Fact name="Layout">
          <code>{hit.hitLayoutId}</code>
        </Fact>
      )}
      <Fact name="ID">
        <code>{hit.id}</code>
      </Fact>
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

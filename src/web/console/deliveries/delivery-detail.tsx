import type { Delivery, Json } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { Fact } from '../../ui/fact.js'
import { useFetched } from '../../ui/fetched.js'
import { Instant } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { WorkingButton } from '../../ui/working-button.js'
import { control } from '../control.js'
import { Struck } from '../fault-rules/struck.js'
import { Landing } from './landing.js'
import { Tries } from './tries.js'
import { Verdict } from './verdict.js'
import { moods, namesOf } from './words.js'

/** One delivery, whole. */
export function DeliveryDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value: delivery, error } = useFetched(id, () => control.delivery(id), ['delivery'])

  return (
    <article class="document">
      <a class="back" href={back}>
        ← Deliveries
      </a>
      {error && <Failed>{error}</Failed>}
      {delivery && <Whole delivery={delivery} />}
    </article>
  )
}

function Whole({ delivery }: { readonly delivery: Json<Delivery> }) {
  return (
    <>
      <header class="title">
        <h2>{namesOf(delivery)}</h2>
        <Status mood={moods[delivery.status]}>{delivery.status}</Status>
        <WorkingButton
          disabled={delivery.status === 'pending'}
          work={() => control.redeliver(delivery.id)}
        >
          Send again
        </WorkingButton>
      </header>
      <p class="to">
        <span class="tag">{delivery.transport}</span> <code>{delivery.destination}</code>{' '}
        <Struck faults={delivery.faults} />
      </p>
      <Landing delivery={delivery} />
      <TextBlock title="Document" text={delivery.document} />
      {delivery.verdict && <Verdict delivery={delivery} verdict={delivery.verdict} />}
      <Tries delivery={delivery} />
      <Facts delivery={delivery} />
    </>
  )
}

const kinds = {
  test: 'A test event: tried once, while its caller waits',
  'life-cycle': 'Something that happened: tried again until it is taken or given up',
  message: 'A message that the requester wrote to a worker',
} as const

const Facts = ({ delivery }: { readonly delivery: Json<Delivery> }) => (
  <section aria-label="Facts">
    <h3>Facts</h3>
    <dl class="facts">
      <Fact name="Kind">{kinds[delivery.kind]}</Fact>
      <Fact name="Made">
        <Instant at={delivery.madeAt} whole />
      </Fact>
      <Fact name="Account">
        <code>{delivery.account}</code>
      </Fact>
      {delivery.eventDocId && (
        <Fact name="EventDocId">
          <code>{delivery.eventDocId}</code>
        </Fact>
      )}
      {delivery.hitTypeId && (
        <Fact name="HIT type">
          {delivery.kind === 'test' ? (
            <code>{delivery.hitTypeId}</code>
          ) : (
            <a href={`/console/hit-types/${delivery.hitTypeId}`}>
              <code>{delivery.hitTypeId}</code>
            </a>
          )}
        </Fact>
      )}
      {delivery.requestId && (
        <Fact name="Request">
          <a href={`/console/calls/${delivery.requestId}`}>
            <code>{delivery.requestId}</code>
          </a>
        </Fact>
      )}
      <Fact name="Subject">{delivery.subject}</Fact>
      <Fact name="ID">
        <code>{delivery.id}</code>
      </Fact>
    </dl>
  </section>
)

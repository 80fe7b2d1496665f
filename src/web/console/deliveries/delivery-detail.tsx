import type { DeliveryView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Definition } from '../../ui/definition.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { control } from '../control.js'
import { FaultTags } from '../fault-rules/fault-tags.js'
import { Attempts } from './attempts.js'
import { deliveryTones, formatDeliveryTitle } from './labels.js'
import { PolicyVerdictNote } from './policy-verdict-note.js'
import { ReceivedLink } from './received-link.js'

/** One delivery: payload, attempts and details. */
export function DeliveryDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value: delivery, error } = useLiveQuery(
    id,
    () => control.request('GET /_mturk/deliveries/{id}', { id }),
    ['delivery'],
  )

  return (
    <article class="document">
      <a class="back" href={back}>
        ← Deliveries
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {delivery && <DeliveryContent delivery={delivery} />}
    </article>
  )
}

function DeliveryContent({ delivery }: { readonly delivery: DeliveryView }) {
  return (
    <>
      <header class="title">
        <h2>{formatDeliveryTitle(delivery)}</h2>
        <StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>
        <ActionButton
          disabled={delivery.status === 'pending'}
          action={() =>
            control.request('POST /_mturk/deliveries/{id}/redeliver', { id: delivery.id })
          }
        >
          Send again
        </ActionButton>
      </header>
      <p class="to">
        <span class="tag">{delivery.transport}</span> <code>{delivery.destination}</code>{' '}
        <FaultTags faults={delivery.faults} />
      </p>
      <ReceivedLink delivery={delivery} />
      <TextBlock title="Payload" text={delivery.payload} />
      {delivery.verdict && <PolicyVerdictNote delivery={delivery} verdict={delivery.verdict} />}
      <Attempts delivery={delivery} />
      <DeliveryDefinitions delivery={delivery} />
    </>
  )
}

const kindDescriptions = {
  test: 'Test event: attempted once, while the caller waits',
  'life-cycle': 'Event: retried until it is accepted or given up',
  message: 'Message from a requester to a worker',
} as const

const DeliveryDefinitions = ({ delivery }: { readonly delivery: DeliveryView }) => (
  <section aria-label="Facts">
    <h3>Facts</h3>
    <dl class="facts">
      <Definition name="Kind">{kindDescriptions[delivery.kind]}</Definition>
      <Definition name="Created">
        <Instant at={delivery.createdAt} whole />
      </Definition>
      <Definition name="Account">
        <code>{delivery.account}</code>
      </Definition>
      {delivery.eventDocId && (
        <Definition name="EventDocId">
          <code>{delivery.eventDocId}</code>
        </Definition>
      )}
      {delivery.hitTypeId && (
        <Definition name="HIT type">
          {delivery.kind === 'test' ? (
            <code>{delivery.hitTypeId}</code>
          ) : (
            <a href={`/console/hit-types/${delivery.hitTypeId}`}>
              <code>{delivery.hitTypeId}</code>
            </a>
          )}
        </Definition>
      )}
      {delivery.requestId && (
        <Definition name="Request">
          <a href={`/console/calls/${delivery.requestId}`}>
            <code>{delivery.requestId}</code>
          </a>
        </Definition>
      )}
      <Definition name="Subject">{delivery.subject}</Definition>
      <Definition name="ID">
        <code>{delivery.id}</code>
      </Definition>
    </dl>
  </section>
)

import type { DeliveryView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Detail } from '../../ui/detail.js'
import { FactsSection } from '../../ui/facts.js'
import { Instant } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { useSeveralAccounts } from '../account-switch.js'
import { control } from '../control.js'
import { FaultTags } from '../fault-rules/fault-tags.js'
import { IdCode } from '../id-code.js'
import { Attempts } from './attempts.js'
import { FailureSummary, sendAgain } from './failure-summary.js'
import { deliveryTones, formatDeliveryTitle } from './labels.js'
import { PolicyTag } from './policy-banner.js'
import { ReceivedLink } from './received-link.js'

/** One delivery: payload, attempts and details. */
export function DeliveryDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const query = useLiveQuery(
    id,
    () => control.request('GET /_mturk/deliveries/{id}', { id }),
    ['delivery'],
    {
      filter: (event) => event.type === 'delivery' && event.delivery.id === id,
    },
  )
  return (
    <Detail back={back} listTitle="Deliveries" query={query} getName={formatDeliveryTitle}>
      {(delivery) => <DeliveryContent delivery={delivery} />}
    </Detail>
  )
}

function DeliveryContent({ delivery }: { readonly delivery: DeliveryView }) {
  return (
    <>
      <header class="title">
        <h2>{formatDeliveryTitle(delivery)}</h2>
        <StatusBadge tone={deliveryTones[delivery.status]}>{delivery.status}</StatusBadge>
        {delivery.status !== 'failed' && (
          <ActionButton
            disabled={delivery.status === 'pending'}
            action={() => sendAgain(delivery.id)}
          >
            Send again
          </ActionButton>
        )}
      </header>
      <p class="to">
        <span class="tag">{delivery.transport}</span> <code>{delivery.destination}</code>{' '}
        <PolicyTag verdict={delivery.verdict} /> <FaultTags faults={delivery.faults} />
      </p>
      <FailureSummary delivery={delivery} />
      <ReceivedLink delivery={delivery} />
      <Attempts delivery={delivery} />
      <TextBlock title="Payload" text={delivery.payload} />
      <DeliveryFacts delivery={delivery} />
    </>
  )
}

const kindDescriptions = {
  test: 'Test event: attempted once, while the caller waits',
  'life-cycle': 'Event: retried until it is accepted or given up',
  message: 'Message from a requester to a worker',
} as const

const DeliveryFacts = ({ delivery }: { readonly delivery: DeliveryView }) => {
  const { kind, account, eventDocId, hitTypeId, requestId } = delivery
  const hasSeveralAccounts = useSeveralAccounts()
  const hitIds = listHitIds(delivery)
  return (
    <FactsSection
      entries={{
        Kind: kindDescriptions[kind],
        Created: <Instant at={delivery.createdAt} whole />,
        Account: hasSeveralAccounts && <code>{account}</code>,
        HIT: hitIds.length > 0 && (
          <ul class="tags">
            {hitIds.map((id) => (
              <li key={id}>
                <IdCode name="HITId" id={id} />
              </li>
            ))}
          </ul>
        ),
        EventDocId: eventDocId && <code>{eventDocId}</code>,
        'HIT type': hitTypeId && <IdCode name="HITTypeId" id={hitTypeId} />,
        Request: requestId && (
          <a href={`/console/calls/${requestId}`}>
            <code>{requestId}</code>
          </a>
        ),
        Subject: delivery.subject,
        ID: <code>{delivery.id}</code>,
      }}
    />
  )
}

/** The HITs of a notification; those of a test event do not exist. */
const listHitIds = ({ kind, payload }: DeliveryView): readonly string[] =>
  kind === 'life-cycle'
    ? [...new Set([...payload.matchAll(/"HITId":"([A-Z0-9]+)"/g)].map(([, id]) => id!))]
    : []

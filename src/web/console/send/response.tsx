import type { CallView } from '../../../server/control/views.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { ReceivedLink } from '../deliveries/received-link.js'

/** The response of the operation, with links to the delivery and the received message. */
export function TestEventResponse({ call }: { readonly call: CallView }) {
  const { requestId, status, response } = call
  const { value: delivery } = useLiveQuery(
    requestId,
    async () => (await control.deliveries({ text: requestId, limit: 1 })).deliveries[0],
    ['delivery'],
  )
  const isDelivered = status < 400

  return (
    <section class={isDelivered ? 'note' : 'note is-warning'} aria-label="Response">
      <h2>
        <StatusBadge tone={isDelivered ? 'good' : 'bad'}>
          {isDelivered ? 'Delivered' : 'Not delivered'}
        </StatusBadge>
      </h2>
      {delivery && (
        <>
          <p>
            <a href={`/console/deliveries/${delivery.id}`}>View the delivery</a>
          </p>
          <ReceivedLink delivery={delivery} />
        </>
      )}
      <TextBlock title={`Response, HTTP ${status}`} text={response} />
    </section>
  )
}

import type { CallView, Json } from '../../../server/control/contract.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { ReceivedLink } from '../deliveries/received-link.js'

/** What the operation answered, and where the message landed. */
export function TestEventResponse({ call }: { readonly call: Json<CallView> }) {
  const { requestId, status, response } = call
  const { value: delivery } = useLiveQuery(
    requestId,
    async () => (await control.deliveries({ text: requestId, limit: 1 })).deliveries[0],
    ['delivery'],
  )
  const isDelivered = status < 400

  return (
    <section class={isDelivered ? 'note' : 'note is-warning'} aria-label="Reply">
      <h2>
        <StatusBadge tone={isDelivered ? 'good' : 'bad'}>
          {isDelivered ? 'Delivered' : 'Not delivered'}
        </StatusBadge>
      </h2>
      {delivery && (
        <>
          <p>
            <a href={`/console/deliveries/${delivery.id}`}>The delivery with its document</a>
          </p>
          <ReceivedLink delivery={delivery} />
        </>
      )}
      <TextBlock title={`Reply, HTTP ${status}`} text={response} />
    </section>
  )
}

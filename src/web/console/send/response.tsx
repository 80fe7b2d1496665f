import { useLayoutEffect, useRef } from 'preact/hooks'
import type { CallView } from '../../../server/control/views.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { FailureSummary } from '../deliveries/failure-summary.js'
import { ReceivedLink } from '../deliveries/received-link.js'

/** The response of the operation, with links to the delivery and the received message. */
export function TestEventResponse({ call }: { readonly call: CallView }) {
  const { requestId, status, response } = call
  const { value: delivery } = useLiveQuery(
    requestId,
    async () => (await control.deliveries({ text: requestId, limit: 1 })).deliveries[0],
    ['delivery'],
  )
  // The delivery may have been sent again in the meantime.
  const isDelivered = delivery ? delivery.status === 'sent' : status < 400
  const section = useRef<HTMLElement>(null)
  // An effect after painting could take the focus from a button that was pressed in the meantime.
  useLayoutEffect(() => {
    section.current!.focus({ preventScroll: true })
    section.current!.scrollIntoView({ block: 'nearest' })
  }, [requestId, delivery?.id])

  return (
    <section
      class={isDelivered ? 'note' : 'note is-warning'}
      aria-label="Response"
      tabIndex={-1}
      ref={section}
    >
      {delivery?.status !== 'failed' && (
        <h2>
          <StatusBadge tone={isDelivered ? 'good' : 'bad'}>
            {isDelivered ? 'Delivered' : 'Not delivered'}
          </StatusBadge>
        </h2>
      )}
      {delivery && (
        <>
          <FailureSummary delivery={delivery} />
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

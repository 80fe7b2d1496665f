import type { DeliveryView } from '../../../server/control/views.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { findReceivedHref } from './find-received.js'

/** A link to the message in the built-in mailbox, queue or topic. */
export function ReceivedLink({ delivery }: { readonly delivery: DeliveryView }) {
  const { id, status, attempts } = delivery
  const key = `${id} ${status} ${attempts.length}`
  const { value: href } = useLiveQuery(key, () => findReceivedHref(delivery))
  if (!href) return null
  return (
    <p>
      <a href={href}>View the received message</a>
    </p>
  )
}

import type { DeliveryView } from '../../../server/control/views.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { findReceiver, formatReceiverHref } from '../destinations.js'

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

/** The address of the delivered message in the inbox; undefined if it is not there. */
async function findReceivedHref(delivery: DeliveryView): Promise<string | undefined> {
  const receipt = delivery.attempts.findLast(({ outcome }) => outcome === 'sent')?.receipt
  if (!receipt) return undefined
  if (delivery.transport === 'Email') {
    const [, id] = /^Accepted as (\S+)$/.exec(receipt) ?? []
    return id && `/console/inbox/mail/${id}`
  }
  const receiver = await findReceiver(delivery)
  return receiver && formatReceiverHref(receiver.resource, receiver.arn)
}

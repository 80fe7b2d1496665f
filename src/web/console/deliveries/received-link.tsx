import type { DeliveryView } from '../../../server/control/views.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'

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
  const { transport, destination, attempts } = delivery
  const receipt = attempts.findLast(({ outcome }) => outcome === 'sent')?.receipt
  if (!receipt) return undefined
  if (transport === 'Email') {
    const [, id] = /^Accepted as (\S+)$/.exec(receipt) ?? []
    return id && `/console/inbox/mail/${id}`
  }
  if (transport === 'SNS') {
    const {
      topics: [topic],
    } = await control.request('GET /_mturk/topics', { arn: destination, limit: 1 })
    return topic && `/console/inbox/topic/${encodeURIComponent(topic.arn)}`
  }
  const [name, account] = destination.split('/').reverse()
  const {
    queues: [queue],
  } = await control.request('GET /_mturk/queues', { name, account, newest: 0, limit: 1 })
  return queue && `/console/inbox/queue/${encodeURIComponent(queue.arn)}`
}

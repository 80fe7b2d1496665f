import type { Delivery, Json } from '../../../server/control/contract.js'
import { useFetched } from '../../ui/fetched.js'
import { landingOf } from './landing-place.js'

/** A link to the message as it lies in the built-in mailbox, queue or topic. */
export function Landing({ delivery }: { readonly delivery: Json<Delivery> }) {
  const { id, status, attempts } = delivery
  const key = `${id} ${status} ${attempts.length}`
  const { value: href } = useFetched(key, () => landingOf(delivery))
  if (!href) return null
  return (
    <p>
      <a href={href}>See it where it landed</a>
    </p>
  )
}

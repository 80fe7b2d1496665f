import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { formatDeliveryTitle } from '../deliveries/labels.js'

/** A link to the delivery that sent a mail; a mail from another program has none. */
export function DeliveryOfMail({ id }: { readonly id: string }) {
  // The receipt of its attempt names the mail.
  const { value: delivery } = useLiveQuery(
    `delivery of ${id}`,
    async () =>
      (await control.deliveries({ transport: 'Email', text: `Accepted as ${id}`, limit: 1 }))
        .deliveries[0] ?? null,
  )
  if (delivery === undefined) return null
  if (delivery === null) return <span class="muted">none: another program sent this mail</span>
  return <a href={`/console/deliveries/${delivery.id}`}>{formatDeliveryTitle(delivery)}</a>
}

import { useFetched } from '../../ui/fetched.js'
import { Status } from '../../ui/status.js'
import { control } from '../control.js'
import { moods, namesOf } from '../deliveries/words.js'

/** The deliveries that followed from a call. */
export function Caused({ requestId }: { readonly requestId: string }) {
  const { value } = useFetched(
    requestId,
    () => control.deliveries({ text: requestId, limit: 20 }),
    ['delivery'],
  )
  if (!value || value.deliveries.length === 0) return null
  return (
    <section aria-label="Deliveries">
      <h3>Deliveries that followed</h3>
      <ul class="lines">
        {value.deliveries.map((delivery) => (
          <li key={delivery.id}>
            <a href={`/console/deliveries/${delivery.id}`}>{namesOf(delivery)}</a>{' '}
            <span class="tag">{delivery.transport}</span>{' '}
            <Status mood={moods[delivery.status]}>{delivery.status}</Status>
          </li>
        ))}
      </ul>
    </section>
  )
}

import type { Call, Json } from '../../../server/control/contract.js'
import { useFetched } from '../../ui/fetched.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { Landing } from '../deliveries/landing.js'

/** What the operation answered, and where the message landed. */
export function Reply({ call }: { readonly call: Json<Call> }) {
  const { requestId, status, response } = call
  const { value: delivery } = useFetched(
    requestId,
    async () => (await control.deliveries({ text: requestId, limit: 1 })).deliveries[0],
    ['delivery'],
  )
  const isGood = status < 400

  return (
    <section class={isGood ? 'note' : 'note is-warning'} aria-label="Reply">
      <h2>
        <Status mood={isGood ? 'good' : 'bad'}>{isGood ? 'Delivered' : 'Not delivered'}</Status>
      </h2>
      {delivery && (
        <>
          <p>
            <a href={`/console/deliveries/${delivery.id}`}>The delivery with its document</a>
          </p>
          <Landing delivery={delivery} />
        </>
      )}
      <TextBlock title={`Reply, HTTP ${status}`} text={response} />
    </section>
  )
}

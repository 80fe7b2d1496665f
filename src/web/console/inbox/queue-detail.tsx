import type { Json, QueueMessage } from '../../../server/control/contract.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { useFetched } from '../../ui/fetched.js'
import { Figure } from '../../ui/figure.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { Message } from './message.js'

/** How many messages are looked at, the newest. */
const newest = 50

/** What lies in a queue. Whoever takes something out says nothing, so it is looked at again and again. */
export function QueueDetail({ arn }: { readonly arn: string }) {
  const { value, error, refresh } = useFetched(
    arn,
    async () => ({ queue: (await control.queues({ arn, newest }))[0] }),
    ['queue-message'],
  )
  useEvery(1500, refresh)
  const queue = value?.queue

  return (
    <article class="document">
      <a class="back" href="/console/inbox/queue">
        ← Queues
      </a>
      {error && <Failed>{error}</Failed>}
      {value && !queue && <Empty title="There is no such queue any more." />}
      {queue && (
        <>
          <header class="title">
            <h2>{queue.name}</h2>
          </header>
          <p>
            <code>{queue.arn}</code>
          </p>
          <dl class="figures">
            <Figure name="Ready" value={queue.counts.ready} />
            <Figure name="In flight" value={queue.counts.inFlight} />
            <Figure name="Delayed" value={queue.counts.delayed} />
          </dl>
          <section aria-label="Messages">
            <h3>Messages, newest first</h3>
            <p class="hint">
              Looked at, not received: nothing is taken out.
              {queue.messages.length === newest && ` The newest ${newest} are shown.`}
            </p>
            {queue.messages.length === 0 && <Empty title="It is empty." />}
            <div class="messages">
              {queue.messages.map((message) => (
                <QueueMessageShown key={message.messageId} message={message} />
              ))}
            </div>
          </section>
          <TextBlock title="Attributes" text={JSON.stringify(queue.attributes)} />
        </>
      )}
    </article>
  )
}

const QueueMessageShown = ({ message }: { readonly message: Json<QueueMessage> }) => {
  const { messageId, state, body, attributes, messageAttributes } = message
  return (
    <Message
      id={messageId}
      at={new Date(Number(attributes.SentTimestamp)).toISOString()}
      state={state === 'ready' ? undefined : state}
      body={body}
      more={{ ...attributes, ...messageAttributes }}
    />
  )
}

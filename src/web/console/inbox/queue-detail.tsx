import type { Json, QueueMessageView } from '../../../server/control/contract.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { usePolling } from '../../ui/use-polling.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { Stat } from '../../ui/stat.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { MessageDetails } from './message-details.js'

/** How many messages are looked at, the newest. */
const newest = 50

/** What lies in a queue. Whoever takes something out says nothing, so it is looked at again and again. */
export function QueueDetail({ arn }: { readonly arn: string }) {
  const { value, error, refresh } = useLiveQuery(
    arn,
    async () => ({ queue: (await control.queues({ arn, newest }))[0] }),
    ['queue-message'],
  )
  usePolling(1500, refresh)
  const queue = value?.queue

  return (
    <article class="document">
      <a class="back" href="/console/inbox/queue">
        ← Queues
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value && !queue && <EmptyState title="There is no such queue any more." />}
      {queue && (
        <>
          <header class="title">
            <h2>{queue.name}</h2>
          </header>
          <p>
            <code>{queue.arn}</code>
          </p>
          <dl class="figures">
            <Stat name="Ready" value={queue.counts.ready} />
            <Stat name="In flight" value={queue.counts.inFlight} />
            <Stat name="Delayed" value={queue.counts.delayed} />
          </dl>
          <section aria-label="Messages">
            <h3>Messages, newest first</h3>
            <p class="hint">
              Looked at, not received: nothing is taken out.
              {queue.messages.length === newest && ` The newest ${newest} are shown.`}
            </p>
            {queue.messages.length === 0 && <EmptyState title="It is empty." />}
            <div class="messages">
              {queue.messages.map((message) => (
                <QueueMessageItem key={message.messageId} message={message} />
              ))}
            </div>
          </section>
          <TextBlock title="Attributes" text={JSON.stringify(queue.attributes)} />
        </>
      )}
    </article>
  )
}

const QueueMessageItem = ({ message }: { readonly message: Json<QueueMessageView> }) => {
  const { messageId, state, body, attributes, messageAttributes } = message
  return (
    <MessageDetails
      id={messageId}
      at={new Date(Number(attributes.SentTimestamp)).toISOString()}
      state={state === 'ready' ? undefined : state}
      body={body}
      attributes={{ ...attributes, ...messageAttributes }}
    />
  )
}

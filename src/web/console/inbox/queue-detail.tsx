import type { QueueMessageView } from '../../../server/control/views.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { Stat } from '../../ui/stat.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { usePolling } from '../../ui/use-polling.js'
import { control } from '../control.js'
import { MessageDetails } from './message-details.js'

/** The number of messages to show, newest first. */
const newest = 50

/** One queue with its messages. */
export function QueueDetail({ arn }: { readonly arn: string }) {
  const { value, error, refresh } = useLiveQuery(
    arn,
    async () => ({ queue: (await control.request('GET /_mturk/queues', { arn, newest }))[0] }),
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
      {value && !queue && <EmptyState title="This queue no longer exists." />}
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
              Viewing does not receive or remove messages.
              {queue.messages.length === newest && ` The newest ${newest} are shown.`}
            </p>
            {queue.messages.length === 0 && <EmptyState title="The queue is empty." />}
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

const QueueMessageItem = ({ message }: { readonly message: QueueMessageView }) => {
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

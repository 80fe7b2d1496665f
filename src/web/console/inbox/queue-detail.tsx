import type { QueueMessageView, QueueView } from '../../../server/control/views.js'
import { Detail } from '../../ui/detail.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Stat } from '../../ui/stat.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { MessageDetails } from './message-details.js'

/** The number of messages to show, newest first. */
const newest = 50

/** One queue with its messages. */
export function QueueDetail({ arn }: { readonly arn: string }) {
  const query = useLiveQuery(
    arn,
    () => control.request('GET /_mturk/queues', { arn, newest }),
    ['queue', 'queue-message'],
    { filter: (event) => 'queue' in event && event.queue === arn },
  )
  return (
    <Detail back="/console/inbox/queue" listTitle="Queues" query={query}>
      {([queue]) =>
        queue ? <QueueContent queue={queue} /> : <EmptyState title="This queue no longer exists." />
      }
    </Detail>
  )
}

const QueueContent = ({ queue }: { readonly queue: QueueView }) => (
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
)

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

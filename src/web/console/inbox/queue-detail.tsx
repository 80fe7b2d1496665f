import { useState } from 'preact/hooks'
import type { QueueMessageView, QueueView } from '../../../server/control/views.js'
import { Detail } from '../../ui/detail.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { Stat } from '../../ui/stat.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { MessageDetails } from './message-details.js'

/** The number of messages on a page. */
const pageSize = 50

/** One queue with its messages. */
export function QueueDetail({ arn }: { readonly arn: string }) {
  const query = useLiveQuery(
    arn,
    () => control.request('GET /_mturk/queues', { arn, newest: 0 }),
    ['queue', 'queue-message'],
    { filter: (event) => 'queue' in event && event.queue === arn },
  )
  return (
    <Detail back="/console/inbox/queue" listTitle="Queues" query={query}>
      {({ queues: [queue] }) =>
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
    <Messages arn={queue.arn} />
    <TextBlock title="Attributes" text={JSON.stringify(queue.attributes)} />
  </>
)

/** The messages, newest first, page by page. */
function Messages({ arn }: { readonly arn: string }) {
  const [after, setAfter] = useState<number>()
  const { value: page, error } = useLiveQuery(
    `${arn} ${after}`,
    () => control.request('GET /_mturk/queues/{arn}/messages', { arn, after, limit: pageSize }),
    ['queue', 'queue-message'],
    { filter: (event) => 'queue' in event && event.queue === arn },
  )
  return (
    <section aria-label="Messages">
      <h3>Messages, newest first</h3>
      <p class="hint">Viewing does not receive or remove messages.</p>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {page?.messages.length === 0 && (
        <EmptyState title={after === undefined ? 'The queue is empty.' : 'No older messages.'} />
      )}
      <div class="messages">
        {page?.messages.map((message) => (
          <QueueMessageItem key={message.messageId} message={message} />
        ))}
      </div>
      {after !== undefined && (
        <button type="button" onClick={() => setAfter(undefined)}>
          Newest messages
        </button>
      )}
      {page?.next !== undefined && (
        <button type="button" onClick={() => setAfter(page.next)}>
          Older messages
        </button>
      )}
    </section>
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

import { useState } from 'preact/hooks'
import type { QueueMessageView, QueueView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { CopyableCode } from '../../ui/copy-button.js'
import { Detail } from '../../ui/detail.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { Facts } from '../../ui/facts.js'
import { navigate } from '../../ui/router.js'
import { Stat } from '../../ui/stat.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { PolicyBanner } from '../deliveries/policy-banner.js'
import { MessageDetails } from './message-details.js'

/** The number of messages on a page. */
const pageSize = 50

/** One queue with its messages. */
export function QueueDetail({ arn, back }: { readonly arn: string; readonly back: string }) {
  const query = useLiveQuery(
    arn,
    () => control.request('GET /_mturk/queues', { arn, newest: 0 }),
    ['queue', 'queue-message'],
    { filter: (event) => 'queue' in event && event.queue === arn },
  )
  return (
    <Detail
      back={back}
      listTitle="Queues"
      query={query}
      getName={({ queues: [queue] }) => queue?.name}
    >
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
      <QueueActions queue={queue} />
    </header>
    <Facts
      entries={{
        URL: <CopyableCode text={queue.url} description="the URL" />,
        ARN: <CopyableCode text={queue.arn} description="the ARN" />,
      }}
    />
    <PolicyBanner
      resource="queue"
      arn={queue.arn}
      transport="SQS"
      destination={queue.url}
      verdict={queue.verdict}
    />
    <dl class="figures">
      <Stat name="Ready" value={queue.counts.ready} />
      <Stat name="In flight" value={queue.counts.inFlight} />
      <Stat name="Delayed" value={queue.counts.delayed} />
    </dl>
    <Messages arn={queue.arn} />
    <TextBlock title="Attributes" text={JSON.stringify(queue.attributes)} />
  </>
)

const QueueActions = ({ queue: { arn, name } }: { readonly queue: QueueView }) => (
  <div class="buttons">
    <ActionButton
      action={() => control.request('POST /_mturk/queues/{arn}/receive', { arn, body: {} })}
    >
      Receive
    </ActionButton>
    <ActionButton
      confirm={{
        question: `Purge the queue “${name}”?`,
        text: 'All its messages are deleted.',
        verb: 'Purge',
      }}
      action={() => control.request('POST /_mturk/queues/{arn}/purge', { arn })}
    >
      Purge
    </ActionButton>
    <ActionButton
      confirm={{
        question: `Delete the queue “${name}”?`,
        text: 'Its messages are deleted too, and deliveries to it fail.',
        verb: 'Delete',
      }}
      action={async () => {
        await control.request('DELETE /_mturk/queues/{arn}', { arn })
        navigate('/console/inbox/queue', { replace: true })
      }}
    >
      Delete
    </ActionButton>
  </div>
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
      <p class="hint">
        Viewing does not receive or remove messages. Receive takes the oldest one, as a consumer
        does.
      </p>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {page?.messages.length === 0 && (
        <EmptyState title={after === undefined ? 'The queue is empty.' : 'No older messages.'} />
      )}
      <div class="messages">
        {page?.messages.map((message) => (
          <QueueMessageItem key={message.messageId} arn={arn} message={message} />
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

const QueueMessageItem = ({
  arn,
  message,
}: {
  readonly arn: string
  readonly message: QueueMessageView
}) => {
  const { messageId, state, body, attributes, messageAttributes } = message
  return (
    <MessageDetails
      id={messageId}
      at={new Date(Number(attributes.SentTimestamp)).toISOString()}
      state={state === 'ready' ? undefined : state}
      body={body}
      attributes={{ ...attributes, ...messageAttributes }}
    >
      <ActionButton
        variant="quiet"
        label={`Delete message ${messageId}`}
        action={() =>
          control.request('DELETE /_mturk/queues/{arn}/messages/{messageId}', { arn, messageId })
        }
      >
        Delete
      </ActionButton>
    </MessageDetails>
  )
}

import type { TopicView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { DataTable } from '../../ui/data-table.js'
import { Detail } from '../../ui/detail.js'
import { EmptyState } from '../../ui/empty-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { callService } from '../sqs-sns-client.js'
import { MessageDetails } from './message-details.js'

/** One topic with its subscriptions and its recent messages. */
export function TopicDetail({ arn }: { readonly arn: string }) {
  const query = useLiveQuery(
    arn,
    () => control.request('GET /_mturk/topics', { arn }),
    ['topic', 'topic-message'],
    { filter: (event) => 'topic' in event && event.topic === arn },
  )
  return (
    <Detail back="/console/inbox/topic" listTitle="Topics" query={query}>
      {({ topics: [topic] }) =>
        topic ? <TopicContent topic={topic} /> : <EmptyState title="This topic does not exist." />
      }
    </Detail>
  )
}

const TopicContent = ({ topic }: { readonly topic: TopicView }) => (
  <>
    <header class="title">
      <h2>{topic.name}</h2>
    </header>
    <p>
      <code>{topic.arn}</code>
    </p>
    <Subscriptions topic={topic} />
    <section aria-label="Messages">
      <h3>Recent messages, newest first</h3>
      {topic.messages.length === 0 && <EmptyState title="No messages yet." />}
      <div class="messages">
        {topic.messages.toReversed().map(({ message, deliveries }) => (
          <MessageDetails
            key={message.id}
            id={message.id}
            at={message.at}
            body={message.message}
            attributes={{
              Subject: message.subject,
              ...message.attributes,
              Deliveries: deliveries,
            }}
          />
        ))}
      </div>
    </section>
    <TextBlock title="Attributes" text={JSON.stringify(topic.attributes)} />
  </>
)

const Subscriptions = ({ topic }: { readonly topic: TopicView }) => (
  <section aria-label="Subscriptions">
    <h3>Subscriptions</h3>
    {topic.subscriptions.length === 0 && (
      <EmptyState title="No subscriptions.">
        <p>
          Subscribe a queue, a webhook or an email address with the SNS API at the same endpoint.
        </p>
      </EmptyState>
    )}
    <DataTable
      label="Subscription list"
      rows={topic.subscriptions}
      getKey={({ arn }) => arn}
      columns={[
        ['Protocol', ({ protocol }) => protocol],
        ['Endpoint', ({ endpoint }) => <code>{endpoint}</code>, 'breaks'],
        ['Confirmation', (each) => <Confirmation topicArn={topic.arn} subscription={each} />],
        ['Settings', ({ attributes }) => formatSettings(attributes), 'breaks'],
      ]}
    />
  </section>
)

interface ConfirmationProps {
  readonly topicArn: string
  readonly subscription: TopicView['subscriptions'][number]
}

const Confirmation = ({ topicArn, subscription: { confirmed, token } }: ConfirmationProps) => (
  <>
    <StatusBadge tone={confirmed ? 'good' : 'waiting'}>
      {confirmed ? 'confirmed' : 'pending'}
    </StatusBadge>{' '}
    {!confirmed && token && (
      <ActionButton variant="quiet" action={() => confirmSubscription(topicArn, token)}>
        Confirm
      </ActionButton>
    )}
  </>
)

const formatSettings = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')

/** Confirms as the owner of the endpoint does, with the token that was sent there. */
const confirmSubscription = (TopicArn: string, Token: string) =>
  callService({ Action: 'ConfirmSubscription', TopicArn, Token })

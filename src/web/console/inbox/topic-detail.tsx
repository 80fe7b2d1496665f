import type { TopicView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { CopyableCode } from '../../ui/copy-button.js'
import { Detail } from '../../ui/detail.js'
import { EmptyState } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { PolicyBanner } from '../deliveries/policy-banner.js'
import { MessageDetails } from './message-details.js'
import { Subscriptions } from './subscriptions.js'

/** One topic with its subscriptions and its recent messages. */
export function TopicDetail({ arn, back }: { readonly arn: string; readonly back: string }) {
  const query = useLiveQuery(
    arn,
    () => control.request('GET /_mturk/topics', { arn }),
    ['topic', 'topic-message'],
    { filter: (event) => 'topic' in event && event.topic === arn },
  )
  return (
    <Detail
      back={back}
      listTitle="Topics"
      query={query}
      getName={({ topics: [topic] }) => topic?.name}
    >
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
      <ActionButton
        confirm={{
          question: `Delete the topic “${topic.name}”?`,
          text: 'Its subscriptions are deleted too, and deliveries to it fail.',
          verb: 'Delete',
        }}
        action={async () => {
          await control.request('DELETE /_mturk/topics/{arn}', { arn: topic.arn })
          navigate('/console/inbox/topic', { replace: true })
        }}
      >
        Delete
      </ActionButton>
    </header>
    <p>
      <CopyableCode text={topic.arn} description="the ARN" />
    </p>
    <PolicyBanner
      resource="topic"
      arn={topic.arn}
      transport="SNS"
      destination={topic.arn}
      verdict={topic.verdict}
    />
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

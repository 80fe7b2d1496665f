import type { Json, TopicTold } from '../../../server/control/contract.js'
import { Empty } from '../../ui/empty.js'
import { Status } from '../../ui/status.js'
import { Table } from '../../ui/table.js'
import { TextBlock } from '../../ui/text-block.js'
import { WorkingButton } from '../../ui/working-button.js'
import { askService } from '../own-services.js'
import { Message } from './message.js'

interface TopicDetailProps {
  readonly topic?: Json<TopicTold>
  readonly refresh: () => void
}

/** Who subscribed to a topic, and what was published lately with what became of it. */
export const TopicDetail = ({ topic, refresh }: TopicDetailProps) => (
  <article class="document">
    <a class="back" href="/console/inbox/topic">
      ← Topics
    </a>
    {!topic && <Empty title="There is no such topic." />}
    {topic && (
      <>
        <header class="title">
          <h2>{topic.name}</h2>
        </header>
        <p>
          <code>{topic.arn}</code>
        </p>
        <Subscriptions topic={topic} refresh={refresh} />
        <section aria-label="Messages">
          <h3>Published lately, newest first</h3>
          {topic.messages.length === 0 && <Empty title="Nothing was published." />}
          <div class="messages">
            {topic.messages.toReversed().map(({ message, deliveries }) => (
              <Message
                key={message.id}
                id={message.id}
                at={message.at}
                body={message.message}
                more={{ Subject: message.subject, ...message.attributes, Passed: deliveries }}
              />
            ))}
          </div>
        </section>
        <TextBlock title="Attributes" text={JSON.stringify(topic.attributes)} />
      </>
    )}
  </article>
)

const Subscriptions = ({ topic, refresh }: Required<TopicDetailProps>) => (
  <section aria-label="Subscriptions">
    <h3>Subscriptions</h3>
    {topic.subscriptions.length === 0 && (
      <Empty title="Nobody subscribed.">
        <p>Subscribe a queue, a web hook or an address with the SNS API at the same endpoint.</p>
      </Empty>
    )}
    {topic.subscriptions.length > 0 && (
      <Table
        label="Each subscription"
        columns={['Protocol', 'Endpoint', 'Confirmation', 'Settings']}
      >
        {topic.subscriptions.map((subscription) => (
          <tr key={subscription.arn}>
            <td>{subscription.protocol}</td>
            <td class="breaks">
              <code>{subscription.endpoint}</code>
            </td>
            <td>
              <Status mood={subscription.confirmed ? 'good' : 'waiting'}>
                {subscription.confirmed ? 'confirmed' : 'pending'}
              </Status>{' '}
              {!subscription.confirmed && subscription.token && (
                <WorkingButton
                  kind="quiet"
                  work={() => confirm(topic.arn, subscription.token!).then(refresh)}
                >
                  Confirm
                </WorkingButton>
              )}
            </td>
            <td class="breaks">
              {Object.entries(subscription.attributes)
                .map(([name, value]) => `${name}: ${value}`)
                .join(', ')}
            </td>
          </tr>
        ))}
      </Table>
    )}
  </section>
)

/** As whoever owns the endpoint does with the link that was sent there. */
const confirm = (TopicArn: string, Token: string) =>
  askService({ Action: 'ConfirmSubscription', TopicArn, Token })

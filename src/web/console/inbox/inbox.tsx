import { countOf } from '../../ui/count-of.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { useFetched } from '../../ui/fetched.js'
import { Split } from '../../ui/split.js'
import { Tabs } from '../../ui/tabs.js'
import { control } from '../control.js'
import { MailDetail } from './mail-detail.js'
import { MailList } from './mail-list.js'
import { QueueDetail } from './queue-detail.js'
import { ReceiverList } from './receiver-list.js'
import { TopicDetail } from './topic-detail.js'

/** What arrived in the built-in mailbox, queues and topics; looking at it consumes nothing. */
export function Inbox({ path: [kind = 'mail', open] }: { readonly path: readonly string[] }) {
  const mails = useFetched('mails', control.mails, ['mail'])
  const queues = useFetched('queues', () => control.queues({ newest: 0 }), ['queue-message'])
  const topics = useFetched('topics', control.topics, ['topic-message'])
  // Making a queue or subscribing to a topic is no event of its own.
  useEvery(1500, queues.refresh)
  useEvery(1500, topics.refresh)
  const error = mails.error ?? queues.error ?? topics.error

  return (
    <Split
      title="Inbox"
      one={details[kind] ?? 'Detail'}
      isOpen={open !== undefined}
      list={
        <>
          <Tabs
            label="Kinds"
            tabs={[
              ['mail', 'Mail', mails.value?.length],
              ['queue', 'Queues', queues.value?.length],
              ['topic', 'Topics', topics.value?.length],
            ].map(([name, title, count]) => ({
              href: `/console/inbox/${name}`,
              title: title as string,
              count: count as number | undefined,
              isHere: name === kind,
            }))}
          />
          {error && <Failed>{error}</Failed>}
          {kind === 'mail' && <MailList mails={mails.value} open={open} />}
          {kind === 'queue' && (
            <ReceiverList
              kind="queue"
              receivers={queues.value}
              open={open}
              refresh={queues.refresh}
              counted={({ counts: { ready, inFlight, delayed } }) =>
                countOf(ready + inFlight + delayed, 'message')
              }
            />
          )}
          {kind === 'topic' && (
            <ReceiverList
              kind="topic"
              receivers={topics.value}
              open={open}
              refresh={topics.refresh}
              counted={({ subscriptions }) => countOf(subscriptions.length, 'subscription')}
            />
          )}
        </>
      }
      detail={
        <>
          {!open && <Empty title={choose[kind] ?? ''} />}
          {open && kind === 'mail' && <MailDetail key={open} id={open} />}
          {open && kind === 'queue' && <QueueDetail key={open} arn={open} />}
          {open && kind === 'topic' && (
            <TopicDetail
              topic={topics.value?.find(({ arn }) => arn === open)}
              refresh={topics.refresh}
            />
          )}
        </>
      }
    />
  )
}

const details: Readonly<Record<string, string>> = { mail: 'Mail', queue: 'Queue', topic: 'Topic' }

const choose: Readonly<Record<string, string>> = {
  mail: 'Choose a mail to read it.',
  queue: 'Choose a queue to look into it. Nothing is taken out.',
  topic: 'Choose a topic to see who subscribed and what was published.',
}

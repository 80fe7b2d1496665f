import { Empty, Failed } from '../../look/empty.js'
import { useEvery } from '../../look/every.js'
import { useFetched } from '../../look/fetched.js'
import { Tabs } from '../../look/tabs.js'
import { control } from '../control.js'
import { MailDetail } from './mail-detail.js'
import { MailList } from './mail-list.js'
import { QueueDetail } from './queue-detail.js'
import { QueueList } from './queue-list.js'
import { TopicDetail } from './topic-detail.js'
import { TopicList } from './topic-list.js'

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
    <div class={open ? 'split has-open' : 'split'}>
      <section class="list" aria-labelledby="inbox">
        <header>
          <h1 id="inbox">Inbox</h1>
        </header>
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
          <QueueList queues={queues.value} open={open} refresh={queues.refresh} />
        )}
        {kind === 'topic' && (
          <TopicList topics={topics.value} open={open} refresh={topics.refresh} />
        )}
      </section>
      <section class="detail" aria-label={details[kind] ?? 'Detail'}>
        {!open && <Empty title={choose[kind] ?? ''} />}
        {open && kind === 'mail' && <MailDetail key={open} id={open} />}
        {open && kind === 'queue' && <QueueDetail key={open} arn={open} />}
        {open && kind === 'topic' && (
          <TopicDetail
            topic={topics.value?.find(({ arn }) => arn === open)}
            refresh={topics.refresh}
          />
        )}
      </section>
    </div>
  )
}

const details: Readonly<Record<string, string>> = { mail: 'Mail', queue: 'Queue', topic: 'Topic' }

const choose: Readonly<Record<string, string>> = {
  mail: 'Choose a mail to read it.',
  queue: 'Choose a queue to look into it. Nothing is taken out.',
  topic: 'Choose a topic to see who subscribed and what was published.',
}

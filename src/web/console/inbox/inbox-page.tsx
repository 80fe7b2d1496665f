import type { QueueView, TopicView } from '../../../server/control/views.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { MasterDetail } from '../../ui/master-detail.js'
import { pluralize } from '../../ui/pluralize.js'
import { Tabs } from '../../ui/tabs.js'
import { usePagedList } from '../../ui/use-paged-list.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { MailDetail } from './mail-detail.js'
import { MailList } from './mail-list.js'
import { QueueDetail } from './queue-detail.js'
import { ReceiverList } from './receiver-list.js'
import { TopicDetail } from './topic-detail.js'

/** The contents of the built-in mailbox, queues and topics; viewing does not consume messages. */
export function InboxPage({
  path: [kind = 'mail', selectedKey],
}: {
  readonly path: readonly string[]
}) {
  const mails = useLiveQuery('mails', () => control.request('GET /_mturk/mailbox'), ['mail'])
  const queues = usePagedList<QueueView>(
    'queues',
    async (page) => {
      const { queues: items, ...listing } = await control.request('GET /_mturk/queues', {
        newest: 0,
        ...page,
      })
      return { items, ...listing }
    },
    ['queue', 'queue-message'],
  )
  const topics = usePagedList<TopicView>(
    'topics',
    async (page) => {
      const { topics: items, ...listing } = await control.request('GET /_mturk/topics', page)
      return { items, ...listing }
    },
    ['topic', 'topic-message'],
  )
  const error = mails.error ?? queues.error ?? topics.error

  return (
    <MasterDetail
      title="Inbox"
      detailLabel={detailLabels[kind] ?? 'Detail'}
      isOpen={selectedKey !== undefined}
      list={
        <>
          <Tabs
            label="Kinds"
            tabs={[
              ['mail', 'Mail', mails.value?.length],
              ['queue', 'Queues', queues.total],
              ['topic', 'Topics', topics.total],
            ].map(([name, title, count]) => ({
              href: `/console/inbox/${name}`,
              title: title as string,
              count: count as number | undefined,
              isCurrent: name === kind,
            }))}
          />
          {error && <ErrorMessage>{error}</ErrorMessage>}
          {kind === 'mail' && <MailList mails={mails.value} selectedKey={selectedKey} />}
          {kind === 'queue' && (
            <ReceiverList
              kind="queue"
              receivers={queues}
              selectedKey={selectedKey}
              formatCount={({ counts: { ready, inFlight, delayed } }) =>
                pluralize(ready + inFlight + delayed, 'message')
              }
            />
          )}
          {kind === 'topic' && (
            <ReceiverList
              kind="topic"
              receivers={topics}
              selectedKey={selectedKey}
              formatCount={({ subscriptions }) => pluralize(subscriptions.length, 'subscription')}
            />
          )}
        </>
      }
      detail={
        <>
          {!selectedKey && <EmptyState title={detailPlaceholders[kind] ?? ''} />}
          {selectedKey && kind === 'mail' && <MailDetail key={selectedKey} id={selectedKey} />}
          {selectedKey && kind === 'queue' && <QueueDetail key={selectedKey} arn={selectedKey} />}
          {selectedKey && kind === 'topic' && <TopicDetail key={selectedKey} arn={selectedKey} />}
        </>
      }
    />
  )
}

const detailLabels: Readonly<Record<string, string>> = {
  mail: 'Mail',
  queue: 'Queue',
  topic: 'Topic',
}

const detailPlaceholders: Readonly<Record<string, string>> = {
  mail: 'Select a mail to read it.',
  queue: 'Select a queue to see its messages. Viewing does not remove them.',
  topic: 'Select a topic to see its subscriptions and messages.',
}

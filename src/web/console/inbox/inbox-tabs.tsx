import { Tabs } from '../../ui/tabs.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'

type InboxKind = 'mail' | 'queue' | 'topic'

export interface InboxKindPageProps {
  readonly selectedKey?: string
  readonly query: URLSearchParams
}

/** The kinds of receivers, each with how many there are. */
export function InboxTabs({ current }: { readonly current: InboxKind }) {
  const { value: counts } = useLiveQuery('inbox counts', loadCounts, [
    'mail',
    'mailbox',
    'queue',
    'topic',
  ])
  const tabs = [
    ['mail', 'Mail'],
    ['queue', 'Queues'],
    ['topic', 'Topics'],
  ] as const
  return (
    <Tabs
      label="Kinds"
      tabs={tabs.map(([kind, title]) => ({
        href: `/console/inbox/${kind}`,
        title,
        count: counts?.[kind],
        isCurrent: kind === current,
      }))}
    />
  )
}

async function loadCounts(): Promise<Readonly<Record<InboxKind, number | undefined>>> {
  const page = { limit: 1, total: true }
  const [mails, queues, topics] = await Promise.all([
    control.request('GET /_mturk/mailbox', page),
    control.request('GET /_mturk/queues', { ...page, newest: 0 }),
    control.request('GET /_mturk/topics', page),
  ])
  return { mail: mails.total, queue: queues.total, topic: topics.total }
}

import { EmptyState } from '../../ui/empty-state.js'
import { MailsPage } from './mails-page.js'
import { QueuesPage } from './queues-page.js'
import { TopicsPage } from './topics-page.js'

interface InboxPageProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

const pages = { mail: MailsPage, queue: QueuesPage, topic: TopicsPage }

/** The contents of the built-in mailbox, queues and topics; viewing does not consume messages. */
export function InboxPage({ path: [kind = 'mail', selectedKey], query }: InboxPageProps) {
  if (!Object.hasOwn(pages, kind)) return <EmptyState title={`There is no inbox “${kind}”.`} />
  const Page = pages[kind as keyof typeof pages]
  return <Page key={kind} selectedKey={selectedKey} query={query} />
}

import type { MailSummaryView } from '../../../server/control/views.js'
import { EmptyState } from '../../ui/empty-state.js'
import { RealInstant } from '../../ui/instant.js'
import { ListRow } from '../../ui/list-row.js'
import { staticList } from '../../ui/static-list.js'
import { VirtualList } from '../../ui/virtual-list.js'

interface MailListProps {
  readonly mails?: readonly MailSummaryView[]
  readonly selectedKey?: string
}

/** The received mails, newest first. */
export function MailList({ mails, selectedKey }: MailListProps) {
  if (mails?.length === 0)
    return (
      <EmptyState title="No mails yet.">
        <p>Mails to the built-in mailbox appear here, whatever the recipient.</p>
        <a class="button" href="/console/send">
          Send a test event
        </a>
      </EmptyState>
    )
  return (
    <VirtualList
      label="Mails"
      list={staticList(mails)}
      rowHeight={64}
      getKey={({ id }) => id}
      getHref={({ id }) => `/console/inbox/mail/${id}`}
      selectedKey={selectedKey}
      renderRow={({ subject, to, receivedAt }) => (
        <ListRow
          title={subject || 'No subject'}
          end={<RealInstant at={receivedAt} />}
          below={`to ${to.join(', ')}`}
        />
      )}
    />
  )
}

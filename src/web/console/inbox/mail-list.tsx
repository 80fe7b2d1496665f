import type { Json, MailTold } from '../../../server/control/contract.js'
import { Empty } from '../../ui/empty.js'
import { Instant } from '../../ui/instant.js'
import { Row } from '../../ui/row.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { wholeList } from '../../ui/whole-list.js'

interface MailListProps {
  readonly mails?: readonly Json<MailTold>[]
  readonly open?: string
}

/** The mails that came, newest first. */
export function MailList({ mails, open }: MailListProps) {
  if (mails?.length === 0)
    return (
      <Empty title="No mail has come.">
        <p>Whatever is sent to the built-in mailbox lands here, whoever it is for.</p>
        <a class="button" href="/console/send">
          Send a test event
        </a>
      </Empty>
    )
  return (
    <VirtualList
      label="Mails"
      list={wholeList(mails)}
      rowHeight={64}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/console/inbox/mail/${id}`}
      open={open}
      row={({ subject, to, receivedAt }) => (
        <Row
          title={subject || 'No subject'}
          end={<Instant at={receivedAt} />}
          below={`to ${to.join(', ')}`}
        />
      )}
    />
  )
}

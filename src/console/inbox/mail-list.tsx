import type { Json, MailTold } from '../../control/contract.js'
import { Empty } from '../../look/empty.js'
import { Instant } from '../../look/instant.js'
import { Row } from '../../look/row.js'
import { VirtualList } from '../../look/virtual-list.js'
import { wholeList } from '../../look/whole-list.js'

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

import type { MailSummaryView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { EmptyState } from '../../ui/empty-state.js'
import { RealInstant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { navigate } from '../../ui/router.js'
import { control } from '../control.js'
import { type InboxKindPageProps, InboxTabs } from './inbox-tabs.js'
import { MailDetail } from './mail-detail.js'

const basePath = '/console/inbox/mail'

/** The received mails, newest first. */
export const MailsPage = ({ selectedKey, query }: InboxKindPageProps) => (
  <ListPage
    title="Inbox"
    plural="mails"
    itemLabel="Mail"
    basePath={basePath}
    selectedKey={selectedKey}
    query={query}
    tabs={<InboxTabs current="mail" />}
    actions={<DeleteMatching query={query} />}
    placeholder="Search by recipient, sender, subject or text"
    choices={[{ name: 'state', label: 'All mails', values: ['unread'] }]}
    load={async ({ text, state }, page) => {
      const { mails, ...listing } = await control.request('GET /_mturk/mailbox', {
        ...toFilter(text, state),
        ...page,
      })
      return { items: mails, ...listing }
    }}
    triggers={['mail', 'mailbox']}
    getKey={({ id }) => id}
    renderRow={(mail) => <MailRow mail={mail} />}
    emptyState={
      <EmptyState title="No mails yet.">
        <p>Mails to the built-in mailbox appear here, whatever the recipient.</p>
        <a class="button" href="/console/send">
          Send a test event
        </a>
      </EmptyState>
    }
    detailPlaceholder="Select a mail to read it."
    renderDetail={(id, back) => <MailDetail key={id} id={id} back={back} />}
  />
)

const toFilter = (text: string | undefined, state: string | undefined) => ({
  text,
  unread: state === 'unread' || undefined,
})

const MailRow = ({ mail }: { readonly mail: MailSummaryView }) => {
  const { subject, events, from, to, receivedAt, isUnread } = mail
  const [event] = events
  const types = [...new Set(events.map(({ type }) => type))]
  return (
    <ListRow
      title={types.join(', ') || subject || 'No subject'}
      tag={event?.hitId && <code class="ellipsis muted id">HIT {event.hitId}</code>}
      end={<RealInstant at={receivedAt} />}
      below={
        <span class="ellipsis muted">
          to {to.join(', ')} · from {from}
        </span>
      }
      belowEnd={isUnread && <span class="tag is-new">unread</span>}
    />
  )
}

/** Deletes the mails of the current filter, or all of them. */
const DeleteMatching = ({ query }: { readonly query: URLSearchParams }) => {
  const text = query.get('text') ?? undefined
  const state = query.get('state') ?? undefined
  const isFiltered = text !== undefined || state !== undefined
  return (
    <ActionButton
      variant="quiet"
      confirm={{
        question: isFiltered ? 'Delete all matching mails?' : 'Delete all mails?',
        verb: 'Delete',
      }}
      action={async () => {
        await control.request('DELETE /_mturk/mailbox', toFilter(text, state))
        navigate(basePath, { replace: true })
      }}
    >
      {isFiltered ? 'Delete matching' : 'Delete all'}
    </ActionButton>
  )
}

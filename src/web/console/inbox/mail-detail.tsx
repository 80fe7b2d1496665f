import { useEffect, useState } from 'preact/hooks'
import type { MailView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Detail } from '../../ui/detail.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Facts } from '../../ui/facts.js'
import { Radios } from '../../ui/fields.js'
import { RealInstant } from '../../ui/instant.js'
import { OwnFrame } from '../../ui/own-frame.js'
import { isPreselected, navigate } from '../../ui/router.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { IdCode } from '../id-code.js'
import { AttachmentLink } from './attachment-link.js'
import { DeliveryOfMail } from './delivery-of-mail.js'

/** One mail: its text, its HTML in a sandboxed frame, and its source. */
export function MailDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const query = useLiveQuery(id, () => control.request('GET /_mturk/mailbox/{id}', { id }))
  return (
    <Detail
      back={back}
      listTitle="Mail"
      query={query}
      getName={({ subject }) => subject || 'No subject'}
    >
      {(mail) => <MailContent mail={mail} />}
    </Detail>
  )
}

function MailContent({ mail }: { readonly mail: MailView }) {
  const formats = [mail.text && 'Text', mail.html && 'HTML', 'Source'].filter(
    (each): each is string => Boolean(each),
  )
  const [format, setFormat] = useState(formats[0]!)
  const hitIds = [...new Set(mail.events.flatMap(({ hitId }) => hitId ?? []))]
  const markUnread = (isUnread: boolean) =>
    control.request('PUT /_mturk/mailbox/{id}', { id: mail.id, body: { isUnread } })
  useEffect(() => {
    // A mail that is deleted in the meantime needs no mark.
    if (mail.isUnread && !isPreselected()) markUnread(false).catch(() => {})
  }, [mail.id, isPreselected()])

  return (
    <>
      <header class="title">
        <h2>{mail.subject || 'No subject'}</h2>
        <div class="buttons">
          <ActionButton action={() => markUnread(true)}>Mark as unread</ActionButton>
          <ActionButton
            action={async () => {
              await control.request('DELETE /_mturk/mailbox/{id}', { id: mail.id })
              navigate('/console/inbox/mail', { replace: true })
            }}
          >
            Delete
          </ActionButton>
        </div>
      </header>
      <Facts
        entries={{
          From: getHeader(mail, 'from') || mail.from,
          To: getHeader(mail, 'to') || mail.to.join(', '),
          'Envelope recipients': mail.to.join(', '),
          Received: <RealInstant at={mail.receivedAt} />,
          Events: mail.events.length > 0 && mail.events.map(({ type }) => type).join(', '),
          HIT: hitIds.length > 0 && (
            <ul class="tags">
              {hitIds.map((hitId) => (
                <li key={hitId}>
                  <IdCode name="HITId" id={hitId} />
                </li>
              ))}
            </ul>
          ),
          Delivery: <DeliveryOfMail id={mail.id} />,
        }}
      />
      <Radios legend="Format" name="format" values={formats} value={format} choose={setFormat} />
      {format === 'Text' && (
        <div class="mail-body">
          <LinkifiedText text={mail.text!} />
        </div>
      )}
      {format === 'HTML' && (
        <OwnFrame
          key={mail.id}
          class="mail-body"
          title={`HTML of ${mail.subject}`}
          sandbox=""
          path={`/_mturk/mailbox/${mail.id}/html`}
        />
      )}
      {format === 'Source' && <MailSource id={mail.id} />}
      {mail.attachments.length > 0 && (
        <section aria-label="Attachments">
          <h3>Attachments</h3>
          <ul>
            {mail.attachments.map((attachment, index) => (
              <li key={index}>
                <AttachmentLink attachment={attachment} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function MailSource({ id }: { readonly id: string }) {
  const { value: source, error } = useLiveQuery(`source ${id}`, () =>
    control.request('GET /_mturk/mailbox/{id}/source', { id }),
  )
  if (error) return <ErrorMessage>{error}</ErrorMessage>
  return source === undefined ? null : <TextBlock title="Source" text={source} />
}

const getHeader = ({ headers }: MailView, name: string): string | undefined =>
  headers.find((header) => header.name === name)?.value

/** A text with its URLs as links; they open in a new tab without a referrer. */
function LinkifiedText({ text }: { readonly text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/)
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <a key={index} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}

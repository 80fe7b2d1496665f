import { useState } from 'preact/hooks'
import type { Json, Mail } from '../../../server/control/contract.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { Instant } from '../../ui/instant.js'
import { Radios } from '../../ui/radios.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { LinkifiedText } from './linkified-text.js'

/** One mail: its text, its HTML in a frame that can do nothing, and as it came. */
export function MailDetail({ id }: { readonly id: string }) {
  const { value: mail, error } = useLiveQuery(id, () => control.mail(id))

  return (
    <article class="document">
      <a class="back" href="/console/inbox/mail">
        ← Mail
      </a>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {mail && <MailContent mail={mail} />}
    </article>
  )
}

function MailContent({ mail }: { readonly mail: Json<Mail> }) {
  const formats = [mail.text && 'Text', mail.html && 'HTML', 'Source'].filter(
    (each): each is string => Boolean(each),
  )
  const [format, setFormat] = useState(formats[0]!)

  return (
    <>
      <header class="title">
        <h2>{mail.subject || 'No subject'}</h2>
      </header>
      <dl class="facts">
        <dt>From</dt>
        <dd>{getHeader(mail, 'from') || mail.from}</dd>
        <dt>To</dt>
        <dd>{getHeader(mail, 'to') || mail.to.join(', ')}</dd>
        <dt>Handed over for</dt>
        <dd>{mail.to.join(', ')}</dd>
        <dt>Received</dt>
        <dd>
          <Instant at={mail.receivedAt} whole />
        </dd>
      </dl>
      <Radios legend="Shown as" name="shape" values={formats} value={format} choose={setFormat} />
      {format === 'Text' && (
        <div class="letter">
          <LinkifiedText text={mail.text!} />
        </div>
      )}
      {format === 'HTML' && (
        <iframe
          class="letter"
          title={`HTML of ${mail.subject}`}
          sandbox=""
          src={`/_mturk/mailbox/${mail.id}/html`}
        />
      )}
      {format === 'Source' && <MailSource id={mail.id} />}
      {mail.attachments.length > 0 && (
        <section aria-label="Attachments">
          <h3>Attachments</h3>
          <ul>
            {mail.attachments.map(({ filename, mimeType, size }, index) => (
              <li key={index}>
                {filename ?? 'Without a name'}{' '}
                <span class="muted">
                  {mimeType}, {size} bytes
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function MailSource({ id }: { readonly id: string }) {
  const { value: source, error } = useLiveQuery(`source ${id}`, () => control.mailSource(id))
  if (error) return <ErrorMessage>{error}</ErrorMessage>
  return source === undefined ? null : <TextBlock title="Source" text={source} />
}

const getHeader = ({ headers }: Json<Mail>, name: string): string | undefined =>
  headers.find((header) => header.name === name)?.value

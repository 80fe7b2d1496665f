import { useState } from 'preact/hooks'
import type { Json, Mail } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { Instant } from '../../ui/instant.js'
import { Radios } from '../../ui/radios.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { WithLinks } from './with-links.js'

/** One mail: its text, its HTML in a frame that can do nothing, and as it came. */
export function MailDetail({ id }: { readonly id: string }) {
  const { value: mail, error } = useFetched(id, () => control.mail(id))

  return (
    <article class="document">
      <a class="back" href="/console/inbox/mail">
        ← Mail
      </a>
      {error && <Failed>{error}</Failed>}
      {mail && <Whole mail={mail} />}
    </article>
  )
}

function Whole({ mail }: { readonly mail: Json<Mail> }) {
  const shapes = [mail.text && 'Text', mail.html && 'HTML', 'Source'].filter(
    (each): each is string => Boolean(each),
  )
  const [shape, setShape] = useState(shapes[0]!)

  return (
    <>
      <header class="title">
        <h2>{mail.subject || 'No subject'}</h2>
      </header>
      <dl class="facts">
        <dt>From</dt>
        <dd>{headerOf(mail, 'from') || mail.from}</dd>
        <dt>To</dt>
        <dd>{headerOf(mail, 'to') || mail.to.join(', ')}</dd>
        <dt>Handed over for</dt>
        <dd>{mail.to.join(', ')}</dd>
        <dt>Received</dt>
        <dd>
          <Instant at={mail.receivedAt} whole />
        </dd>
      </dl>
      <Radios legend="Shown as" name="shape" values={shapes} value={shape} choose={setShape} />
      {shape === 'Text' && (
        <div class="letter">
          <WithLinks text={mail.text!} />
        </div>
      )}
      {shape === 'HTML' && (
        <iframe
          class="letter"
          title={`HTML of ${mail.subject}`}
          sandbox=""
          src={`/_mturk/mailbox/${mail.id}/html`}
        />
      )}
      {shape === 'Source' && <Source id={mail.id} />}
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

function Source({ id }: { readonly id: string }) {
  const { value: source, error } = useFetched(`source ${id}`, () => control.mailSource(id))
  if (error) return <Failed>{error}</Failed>
  return source === undefined ? null : <TextBlock title="Source" text={source} />
}

const headerOf = ({ headers }: Json<Mail>, name: string): string | undefined =>
  headers.find((header) => header.name === name)?.value

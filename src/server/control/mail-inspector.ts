import type { Timer } from '../../core/timer.js'
import {
  type Mail,
  type Mailbox,
  parseMail,
  parseSubject,
  type ReceivedMail,
} from '../../services/smtp/mailbox.js'
import { createNumbering, type PageInfo, type PageParameters, pageOf } from './pagination.js'

export interface MailFilter {
  /** A part of a recipient, in any case; so are the following for their fields. */
  readonly to?: string
  readonly from?: string
  readonly subject?: string
  /** A text anywhere: in an address, the subject, the text or the HTML. */
  readonly text?: string
  readonly unread?: boolean
}

interface MailWaitFilter extends MailFilter {
  readonly count: number
  /** In milliseconds of real time. */
  readonly timeout: number
}

/** What lists show of a mail. */
interface MailSummary extends Omit<ReceivedMail, 'source' | 'isRead'> {
  readonly subject: string
  readonly isUnread: boolean
  /** In bytes. */
  readonly size: number
  /** The events of a notification of MTurk; empty for any other mail. */
  readonly events: readonly MailEvent[]
}

interface MailEvent {
  readonly type: string
  readonly hitId?: string
}

/** In bytes: larger mails are not notifications of MTurk, and listing them must not parse them. */
const maxNotificationBytes = 256 * 1024

/**
 * Lists, searches and deletes the mails of the mailbox. What is parsed is cached by the source of a
 * mail, which stays the same object as long as the mail is kept.
 */
export class MailInspector {
  readonly #mailbox: Mailbox
  readonly #timer: Timer
  readonly #getPosition = createNumbering<Buffer>()
  readonly #summaries = new WeakMap<Buffer, Promise<Pick<MailSummary, 'subject' | 'events'>>>()
  readonly #texts = new WeakMap<Buffer, Promise<string>>()

  constructor(mailbox: Mailbox, timer: Timer) {
    this.#mailbox = mailbox
    this.#timer = timer
  }

  /** A page of the mails that match, newest first. */
  async page(
    filter: MailFilter,
    page: PageParameters,
  ): Promise<PageInfo & { readonly mails: readonly MailSummary[] }> {
    const matching = await this.#findAll(filter)
    const { items, ...info } = pageOf(matching, ({ source }) => this.#getPosition(source), page)
    return { mails: await this.#summarizeAll(items), ...info }
  }

  async find(id: string): Promise<(Mail & Pick<MailSummary, 'isUnread' | 'events'>) | undefined> {
    const received = this.#mailbox.find(id)
    if (!received) return undefined
    const { isRead, ...mail } = received
    const { events } = await this.#summarize(received)
    return { ...(await parseMail(mail)), isUnread: isRead !== true, events }
  }

  findSource(id: string): Buffer | undefined {
    return this.#mailbox.find(id)?.source
  }

  /** Resolves as soon as `count` matching mails are in the mailbox, or after `timeout`. */
  async waitFor(
    { count, timeout, ...filter }: MailWaitFilter,
    signal: AbortSignal,
  ): Promise<{ readonly complete: boolean; readonly mails: readonly MailSummary[] }> {
    let isOver = signal.aborted
    let wake = () => {}
    const end = () => {
      isOver = true
      wake()
    }
    const cancelTimer = this.#timer.after(timeout, end)
    const unsubscribe = this.#mailbox.received.on(() => wake())
    signal.addEventListener('abort', end, { once: true })
    try {
      for (;;) {
        // Before the search, so that no mail is missed in between.
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        const found = await this.#findAll(filter)
        const complete = found.length >= count
        if (complete || isOver)
          return { complete, mails: await this.#summarizeAll(found.slice(0, count)) }
        await woken
      }
    } finally {
      cancelTimer()
      unsubscribe()
      signal.removeEventListener('abort', end)
    }
  }

  /** @returns how many mails it deleted */
  async remove(filter: MailFilter): Promise<number> {
    const matching = await this.#findAll(filter)
    for (const { id } of matching) this.#mailbox.remove(id)
    return matching.length
  }

  /** Oldest first. */
  async #findAll({ text, ...filter }: MailFilter): Promise<readonly ReceivedMail[]> {
    const all = this.#mailbox.all().toReversed()
    for (const { source } of all) this.#getPosition(source)
    const matching: ReceivedMail[] = []
    for (const mail of all)
      if ((await this.#matches(mail, filter)) && (await this.#hasText(mail, text)))
        matching.push(mail)
    return matching
  }

  async #matches(
    mail: ReceivedMail,
    { to, from, subject, unread }: Omit<MailFilter, 'text'>,
  ): Promise<boolean> {
    if (unread !== undefined && unread === (mail.isRead === true)) return false
    if (to !== undefined && !mail.to.some((each) => contains(each, to))) return false
    if (from !== undefined && !contains(mail.from, from)) return false
    return subject === undefined || contains((await this.#summarize(mail)).subject, subject)
  }

  async #hasText(mail: ReceivedMail, text: string | undefined): Promise<boolean> {
    if (!text) return true
    if ([mail.from, ...mail.to].some((each) => contains(each, text))) return true
    let parsed = this.#texts.get(mail.source)
    if (!parsed) {
      parsed = parseMail(mail).then((each) =>
        [each.subject, each.text, each.html].join('\n').toLowerCase(),
      )
      this.#texts.set(mail.source, parsed)
    }
    return (await parsed).includes(text.toLowerCase())
  }

  #summarizeAll(mails: readonly ReceivedMail[]): Promise<readonly MailSummary[]> {
    return Promise.all(
      mails.map(async (received) => {
        const { source, isRead, ...mail } = received
        const summary = await this.#summarize(received)
        return { ...mail, ...summary, isUnread: isRead !== true, size: source.length }
      }),
    )
  }

  #summarize(mail: ReceivedMail): Promise<Pick<MailSummary, 'subject' | 'events'>> {
    let summary = this.#summaries.get(mail.source)
    if (!summary) {
      summary = summarize(mail)
      this.#summaries.set(mail.source, summary)
    }
    return summary
  }
}

const contains = (text: string, part: string): boolean =>
  text.toLowerCase().includes(part.toLowerCase())

async function summarize(mail: ReceivedMail): Promise<Pick<MailSummary, 'subject' | 'events'>> {
  const isNotification =
    mail.source.length <= maxNotificationBytes && mail.source.includes('notification.json')
  if (!isNotification) return { subject: await parseSubject(mail), events: [] }
  const { subject, attachments } = await parseMail(mail)
  const attached = attachments.find(({ filename }) => filename === 'notification.json')
  return { subject, events: attached ? readEvents(attached.content) : [] }
}

/** @param content JSON in Base64 */
function readEvents(content: string): readonly MailEvent[] {
  try {
    const { Events } = JSON.parse(Buffer.from(content, 'base64').toString()) as {
      Events?: readonly { EventType?: unknown; HITId?: unknown }[]
    }
    return (Events ?? []).flatMap(({ EventType, HITId }) =>
      typeof EventType === 'string'
        ? { type: EventType, hitId: typeof HITId === 'string' ? HITId : undefined }
        : [],
    )
  } catch {
    return []
  }
}

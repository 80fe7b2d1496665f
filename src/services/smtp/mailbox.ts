import type { Clock } from '../../core/clock.js'
import type { Random } from '../../core/random.js'
import type { OnEvicted } from '../../core/retention.js'

/** One mail as it came, and who was to have it. */
export interface ReceivedMail {
  readonly id: string
  /** By the wall's clock. */
  readonly receivedAt: Date
  readonly from: string
  readonly to: readonly string[]
  readonly source: Buffer
}

/** One mail as a person reads it. */
export interface Mail {
  readonly id: string
  readonly receivedAt: Date
  /** The addresses of the envelope; those of the headers are among `headers`. */
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text?: string
  readonly html?: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly Attachment[]
}

export interface Attachment {
  readonly filename?: string
  readonly mimeType: string
  readonly size: number
  /** Base64. */
  readonly content: string
}

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

export interface MailboxOptions {
  /** The wall's. */
  readonly clock: Clock
  readonly random: Random
  /** How many mails are kept; the oldest goes first. */
  readonly maxMails: number
  /** How many bytes all of them may have together. */
  readonly maxBytes: number
  /** How long each is kept, in milliseconds; for good unless said. */
  readonly maxAgeMs?: number
  /** Hears how many were let go. */
  readonly onEvicted?: OnEvicted
}

/** Keeps the mails that came, whoever they were for. */
export class Mailbox {
  readonly #options: MailboxOptions
  readonly #mails = new Map<string, ReceivedMail>()
  readonly #listeners = new Set<(mail: ReceivedMail) => void>()
  #bytes = 0

  constructor(options: MailboxOptions) {
    this.#options = options
  }

  /** Takes a mail as bytes; returns its ID here. */
  accept(source: Buffer, { from, to }: Envelope): string {
    const { clock, random, maxMails, maxBytes } = this.#options
    const mail = { id: random.uuid(), receivedAt: clock.now(), from, to, source }
    this.#mails.set(mail.id, mail)
    this.#bytes += source.length
    while (this.#mails.size > maxMails || (this.#bytes > maxBytes && this.#mails.size > 1))
      this.#removeOldest('full')
    for (const listener of this.#listeners) listener(mail)
    return mail.id
  }

  /** Newest first. */
  all(): readonly ReceivedMail[] {
    this.evictExpired()
    return [...this.#mails.values()].reverse()
  }

  find(id: string): ReceivedMail | undefined {
    this.evictExpired()
    return this.#mails.get(id)
  }

  clear(): void {
    this.#mails.clear()
    this.#bytes = 0
  }

  /** Lets go what is too old. */
  evictExpired(): void {
    const { clock, maxAgeMs = Number.POSITIVE_INFINITY } = this.#options
    const now = clock.now().getTime()
    for (const { receivedAt } of this.#mails.values()) {
      if (now - receivedAt.getTime() < maxAgeMs) return
      this.#removeOldest('old')
    }
  }

  /** Calls back with each mail that comes, until what it returns is called. */
  onMail(listener: (mail: ReceivedMail) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The oldest. */
  #removeOldest(reason: 'full' | 'old'): void {
    const [oldest] = this.#mails.values()
    this.#mails.delete(oldest!.id)
    this.#bytes -= oldest!.source.length
    this.#options.onEvicted?.(1, reason)
  }
}

/** What a mail is about, read from its head alone. */
export async function parseSubject({ source }: ReceivedMail): Promise<string> {
  const { decodeWords } = await import('postal-mime')
  const end = source.indexOf('\r\n\r\n')
  const headerBlock = source.subarray(0, end < 0 ? source.length : end).toString()
  const [, subject = ''] = /^subject:((?:.*)(?:\r?\n[ \t].*)*)/im.exec(headerBlock) ?? []
  return decodeWords(subject.replace(/\r?\n[ \t]+/g, ' ').trim())
}

/** Reads a mail; the parser is loaded when the first one is read. */
export async function parseMail({ source, ...received }: ReceivedMail): Promise<Mail> {
  const { default: PostalMime } = await import('postal-mime')
  const parsed = await PostalMime.parse(source, { attachmentEncoding: 'base64' })
  return {
    ...received,
    subject: parsed.subject ?? '',
    text: parsed.text,
    html: parsed.html,
    headers: parsed.headers.map(({ key, value }) => ({ name: key, value })),
    attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? undefined,
      mimeType,
      size: Buffer.from(String(content), 'base64').length,
      content: String(content),
    })),
  }
}

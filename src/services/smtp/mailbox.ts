import type { Clock } from '../../core/clock.js'
import { Emitter } from '../../core/emitter.js'
import type { Random } from '../../core/random.js'
import type { Records } from '../../core/records.js'
import type { OnEvicted } from '../../core/retention.js'

/** A mail as received, with its envelope. */
export interface ReceivedMail {
  readonly id: string
  /** In real time. */
  readonly receivedAt: Date
  readonly from: string
  readonly to: readonly string[]
  readonly source: Buffer
  /** Whether a person has read it. */
  readonly isRead?: boolean
}

/** A parsed mail. */
export interface Mail {
  readonly id: string
  readonly receivedAt: Date
  /** The recipients of the envelope; those of the header are in `headers`. */
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text?: string
  readonly html?: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly Attachment[]
}

interface Attachment {
  readonly filename?: string
  readonly mimeType: string
  readonly size: number
  /** Base64. */
  readonly content: string
}

interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

interface MailboxOptions {
  /** Real time. */
  readonly clock: Clock
  readonly random: Random
  /** The maximum number of mails; the oldest is evicted first. */
  readonly maxMails: number
  /** The maximum size of all mails together, in bytes. */
  readonly maxBytes: number
  /** How long each is kept, in milliseconds; default: for ever. */
  readonly maxAgeMs?: number
  /** Called with how many were evicted. */
  readonly onEvicted?: OnEvicted
  /** Keeps the mails on disk. */
  readonly records?: Records<ReceivedMail>
}

/** Keeps all received mails, for any recipient. */
export class Mailbox {
  readonly #options: MailboxOptions
  readonly #mails = new Map<string, ReceivedMail>()
  readonly received = new Emitter<ReceivedMail>()
  /** Emits when mails were deleted, read or marked as unread. */
  readonly changed = new Emitter<void>()
  #bytes = 0

  constructor(options: MailboxOptions) {
    this.#options = options
    for (const mail of options.records?.load() ?? []) {
      this.#mails.set(mail.id, mail)
      this.#bytes += mail.source.length
    }
  }

  /** Stores a mail. @returns its ID in this mailbox */
  accept(source: Buffer, { from, to }: Envelope): string {
    const { clock, random, maxMails, maxBytes, records } = this.#options
    const mail = { id: random.uuid(), receivedAt: clock.now(), from, to, source }
    this.#mails.set(mail.id, mail)
    records?.put(mail)
    this.#bytes += source.length
    while (this.#mails.size > maxMails || (this.#bytes > maxBytes && this.#mails.size > 1))
      this.#removeOldest('full')
    this.received.emit(mail)
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

  /** Does nothing for an unknown mail. */
  setRead(id: string, isRead: boolean): void {
    const mail = this.#mails.get(id)
    if (!mail || isRead === (mail.isRead === true)) return
    const next = { ...mail, isRead }
    this.#mails.set(id, next)
    this.#options.records?.put(next)
    this.changed.emit()
  }

  /** @returns whether there was such a mail */
  remove(id: string): boolean {
    const mail = this.#mails.get(id)
    if (mail) this.#delete(mail)
    return mail !== undefined
  }

  clear(): void {
    this.#mails.clear()
    this.#options.records?.removeAll()
    this.#bytes = 0
    this.changed.emit()
  }

  /** Evicts what is too old. */
  evictExpired(): void {
    const { clock, maxAgeMs = Number.POSITIVE_INFINITY } = this.#options
    const now = clock.now().getTime()
    for (const { receivedAt } of this.#mails.values()) {
      if (now - receivedAt.getTime() < maxAgeMs) return
      this.#removeOldest('old')
    }
  }

  /** The oldest. */
  #removeOldest(reason: 'full' | 'old'): void {
    const [oldest] = this.#mails.values()
    this.#delete(oldest!)
    this.#options.onEvicted?.(1, reason)
  }

  #delete(mail: ReceivedMail): void {
    this.#mails.delete(mail.id)
    this.#options.records?.remove(mail)
    this.#bytes -= mail.source.length
    this.changed.emit()
  }
}

/** The subject of a mail, read from its header alone. */
export async function parseSubject({ source }: ReceivedMail): Promise<string> {
  const { decodeWords } = await import('postal-mime')
  const end = source.indexOf('\r\n\r\n')
  const header = source.subarray(0, end < 0 ? source.length : end)
  const [, subject = ''] = /^subject:((?:.*)(?:\r?\n[ \t].*)*)/im.exec(header.toString()) ?? []
  const text = decodeWords(subject.replace(/\r?\n[ \t]+/g, ' ').trim())
  return findTextRepair(header)(text)
}

/** Parses a mail; the parser is loaded with the first one. */
export async function parseMail({ source, ...received }: ReceivedMail): Promise<Mail> {
  const { default: PostalMime } = await import('postal-mime')
  const parsed = await PostalMime.parse(source, { attachmentEncoding: 'base64' })
  const repair = findTextRepair(source)
  return {
    ...received,
    subject: repair(parsed.subject ?? ''),
    text: parsed.text && repair(parsed.text),
    html: parsed.html && repair(parsed.html),
    headers: parsed.headers.map(({ key, value }) => ({ name: key, value: repair(value) })),
    attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ? repair(filename) : undefined,
      mimeType,
      size: Buffer.from(String(content), 'base64').length,
      content: String(content),
    })),
  }
}

/**
 * The `TextDecoder` of Node 20 decodes windows-1252 as Latin-1, so the characters of 0x80 to 0x9f come
 * out as control characters. Returns a function that puts the right ones back in the texts of a mail
 * that names the charset, or one of its other names in the Encoding Standard.
 */
const findTextRepair = (source: Buffer): ((text: string) => string) =>
  windows1252Labels.test(source.toString('latin1'))
    ? (text) =>
        text.replace(
          /[\u0080-\u009f]/g,
          (character) => windows1252[character.charCodeAt(0) - 0x80]!,
        )
    : (text) => text

const windows1252Labels =
  /(charset\s*=\s*"?|=\?)(windows-1252|(x-)?cp1252|iso-?8859-?1|latin1|us-ascii)\b/i

/** The characters of 0x80 to 0x9f in windows-1252; five of them are not assigned. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

import type { Transporter } from 'nodemailer'
import type Mail from 'nodemailer/lib/mailer/index.js'
import { type Letter, messageMail, notificationMail } from '../mail.js'
import type { Parcel, Transport } from './transport.js'

/** Gets a mail to wherever mails go; resolves with the receiver's answer. */
export interface MailCarrier {
  carry(letter: Letter, signal?: AbortSignal): Promise<string>
  /** No wire is in between: several may go in one try. */
  readonly isInProcess?: boolean
  close(): void
}

/** Sends documents as mails a person can read, and messages to workers as they are. */
export function emailTransport(carrier: MailCarrier): Transport {
  const send = (parcel: Parcel, signal: AbortSignal) =>
    carrier.carry(
      parcel.kind === 'message' ? messageMail(parcel) : notificationMail(parcel),
      signal,
    )
  return {
    send,
    ...(carrier.isInProcess && {
      sendBatch: async (parcels, signal) => {
        const outcomes: PromiseSettledResult<string>[] = []
        for (const parcel of parcels)
          outcomes.push(...(await Promise.allSettled([send(parcel, signal)])))
        return outcomes
      },
      isInProcess: () => true,
    }),
    close: () => carrier.close(),
  }
}

/** Composed by nodemailer and handed over as bytes, in process: the built-in mailbox. */
export function handedOver(
  accept: (source: Buffer, envelope: { from: string; to: readonly string[] }) => string,
): MailCarrier {
  return {
    isInProcess: true,
    async carry(letter) {
      const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js')
      const source = await new MailComposer(optionsOf(letter)).compile().build()
      return `Accepted as ${accept(source, { from: letter.from, to: [letter.to] })}`
    },
    close() {},
  }
}

/** Through a mail server, over a few connections that are kept open. */
export function overSmtp(url: string): MailCarrier {
  const { hostname, port, protocol, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  let pool: Promise<Transporter> | undefined

  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      pool: true,
      maxConnections: 3,
      // The courier tries again, and writes down each try.
      maxRequeues: 0,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 465 : 25),
      secure,
      // A mail server on one's own machine rarely has a certificate that anybody vouches for.
      tls: { rejectUnauthorized: false },
      auth: username
        ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
        : undefined,
      connectionTimeout: 5000,
      greetingTimeout: 5000,
      socketTimeout: 10_000,
    })
  }

  return {
    async carry(letter, signal) {
      pool ??= open()
      const mail = { ...optionsOf(letter), signal }
      const { response } = (await (await pool).sendMail(mail)) as { response: string }
      return response
    },
    close() {
      void pool?.then((transporter) => transporter.close())
    },
  }
}

/** The same letter gives the same bytes by either road: nothing in them is left to chance. */
const optionsOf = ({ text, html, ...letter }: Letter): Mail.Options =>
  ({
    ...letter,
    text: inWireLines(text),
    html: html && inWireLines(html),
    attachments: letter.attachments?.map((attachment) => ({ ...attachment })),
    headers: { 'X-Mailer': 'mturk-local' },
    // Nothing in a letter is the name of something to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
    // nodemailer counts the parts on from this, and takes it as it is.
    baseBoundary: letter.messageId.replace(/[^0-9a-z]/gi, '').slice(0, 40),
  }) as Mail.Options

/** SMTP ends lines so, and would make it so. */
const inWireLines = (text: string): string => text.replace(/\r?\n/g, '\r\n')

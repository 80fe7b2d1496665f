import type { Transporter } from 'nodemailer'
import type Mail from 'nodemailer/lib/mailer/index.js'
import { buildNotificationEmail, buildWorkerEmail, type EmailMessage } from '../email-message.js'
import type { OutgoingNotification, Transport } from './transport.js'

/** Gets a mail to wherever mails go; resolves with the receiver's answer. */
interface MailSender {
  send(message: EmailMessage, signal?: AbortSignal): Promise<string>
  /** No wire is in between: several may go in one try. */
  readonly isInProcess?: boolean
  close(): void
}

/** Sends documents as mails a person can read, and messages to workers as they are. */
export function emailTransport(sender: MailSender): Transport {
  const send = (notification: OutgoingNotification, signal: AbortSignal) =>
    sender.send(
      notification.kind === 'message'
        ? buildWorkerEmail(notification)
        : buildNotificationEmail(notification),
      signal,
    )
  return {
    send,
    ...(sender.isInProcess && {
      sendBatch: async (notifications, signal) => {
        const outcomes: PromiseSettledResult<string>[] = []
        for (const notification of notifications)
          outcomes.push(...(await Promise.allSettled([send(notification, signal)])))
        return outcomes
      },
      isInProcess: () => true,
    }),
    close: () => sender.close(),
  }
}

/** Composed by nodemailer and handed over as bytes, in process: the built-in mailbox. */
export function inProcessMail(
  accept: (source: Buffer, envelope: { from: string; to: readonly string[] }) => string,
): MailSender {
  return {
    isInProcess: true,
    async send(message) {
      const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js')
      const source = await new MailComposer(toMailOptions(message)).compile().build()
      return `Accepted as ${accept(source, { from: message.from, to: [message.to] })}`
    },
    close() {},
  }
}

/** Through a mail server, over a few connections that are kept open. */
export function smtpMail(url: string): MailSender {
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
    async send(message, signal) {
      pool ??= open()
      const mail = { ...toMailOptions(message), signal }
      const { response } = (await (await pool).sendMail(mail)) as { response: string }
      return response
    },
    close() {
      void pool?.then((transporter) => transporter.close())
    },
  }
}

/** The same letter gives the same bytes by either road: nothing in them is left to chance. */
const toMailOptions = ({ text, html, ...message }: EmailMessage): Mail.Options =>
  ({
    ...message,
    text: toCrlf(text),
    html: html && toCrlf(html),
    attachments: message.attachments?.map((attachment) => ({ ...attachment })),
    headers: { 'X-Mailer': 'mturk-local' },
    // Nothing in a letter is the name of something to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
    // nodemailer counts the parts on from this, and takes it as it is.
    baseBoundary: message.messageId.replace(/[^0-9a-z]/gi, '').slice(0, 40),
  }) as Mail.Options

/** SMTP ends lines so, and would make it so. */
const toCrlf = (text: string): string => text.replace(/\r?\n/g, '\r\n')

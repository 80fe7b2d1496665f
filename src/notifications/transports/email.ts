import type { Transporter } from 'nodemailer'
import type Mail from 'nodemailer/lib/mailer/index.js'
import { buildNotificationEmail, buildWorkerEmail, type EmailMessage } from '../email-message.js'
import type { OutgoingNotification, Transport } from './transport.js'

/** Sends emails; resolves with the receiver's answer. */
interface MailSender {
  send(message: EmailMessage, signal?: AbortSignal): Promise<string>
  /** Whether emails are handed over within the process: a batch is one attempt. */
  readonly isInProcess?: boolean
  close(): void
}

/** Sends notifications as readable emails, and messages to workers unchanged. */
export function emailTransport(sender: MailSender): Transport {
  const send = (notification: OutgoingNotification, signal: AbortSignal) =>
    sender.send(
      notification.kind === 'message'
        ? buildWorkerEmail(notification)
        : buildNotificationEmail(notification),
      signal,
    )
  return {
    isInProcess: sender.isInProcess,
    send,
    sendBatch: sender.isInProcess
      ? async (notifications, signal) => {
          const outcomes: PromiseSettledResult<string>[] = []
          for (const notification of notifications)
            outcomes.push(...(await Promise.allSettled([send(notification, signal)])))
          return outcomes
        }
      : undefined,
    close: () => sender.close(),
  }
}

/** Composes emails with nodemailer and hands the bytes to the built-in mailbox. */
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

/** Sends through a mail server, over a few connections that are kept open. */
export function smtpMail(url: string): MailSender {
  const { hostname, port, protocol, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  let pool: Promise<Transporter> | undefined

  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      pool: true,
      maxConnections: 3,
      // The dispatcher retries, and records each attempt.
      maxRequeues: 0,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 465 : 25),
      secure,
      // Local mail servers rarely have a certificate that a public authority has signed.
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

/** The same message gives the same bytes through either sender: none of them are random. */
const toMailOptions = ({ text, html, ...message }: EmailMessage): Mail.Options =>
  ({
    ...message,
    text: toCrlf(text),
    html: html && toCrlf(html),
    attachments: message.attachments?.map((attachment) => ({ ...attachment })),
    headers: { 'X-Mailer': 'mturk-local' },
    // No part of a message may name a file or a URL to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
    // nodemailer numbers the parts from it, and does not validate it.
    baseBoundary: message.messageId.replace(/[^0-9a-z]/gi, '').slice(0, 40),
  }) as Mail.Options

/** The line ends of SMTP, which would convert them anyway. */
const toCrlf = (text: string): string => text.replace(/\r?\n/g, '\r\n')

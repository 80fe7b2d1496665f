import { connect, type LookupFunction, type Socket } from 'node:net'
import type { Transporter } from 'nodemailer'
import type Mail from 'nodemailer/lib/mailer/index.js'
import { isLoopback } from '../../core/loopback.js'
import { answerWith } from '../../services/egress/connection-guard.js'
import type { ConnectionChecks } from '../../services/egress/guarded-agents.js'
import { explainCertificateError } from '../../services/tls/verify-server.js'
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

/**
 * Sends through a mail server, over a few connections that are kept open. A password is sent only
 * over TLS, except to loopback names.
 */
export function smtpMail(url: string, checks: ConnectionChecks): MailSender {
  const { protocol, port, username, password } = new URL(url)
  const host = canonicalHost(url)
  const secure = protocol === 'smtps:'
  const requiresStarttls = !secure && username !== '' && !isLoopback(host)
  let pool: Promise<Transporter> | undefined

  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    const address = {
      host: host.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 465 : 25),
    }
    return createTransport({
      pool: true,
      maxConnections: 3,
      // The dispatcher retries, and records each attempt.
      maxRequeues: 0,
      ...address,
      // nodemailer itself would resolve the name once more, and asks DNS before the hosts file.
      getSocket: (_options: unknown, callback: SocketCallback) =>
        void checks.resolve(address.host, address.port).then(
          (addresses) => openSocket({ ...address, lookup: answerWith(addresses) }, callback),
          (error: Error) => callback(error),
        ),
      secure,
      requireTLS: requiresStarttls,
      tls: checks.verifyServer(host),
      auth: username
        ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
        : undefined,
      greetingTimeout: 5000,
      socketTimeout: 10_000,
    })
  }

  const explain = (error: unknown): unknown =>
    requiresStarttls && isStarttlsRefusal(error)
      ? new Error(
          `${host} offers no STARTTLS, and mturk-local sends it no password in clear text: give an smtps URL, or one without a password.`,
          { cause: error },
        )
      : explainCertificateError(error, host)

  return {
    async send(message, signal) {
      pool ??= open()
      const mail = { ...toMailOptions(message), signal }
      const transporter = await pool
      try {
        const { response } = (await transporter.sendMail(mail)) as { response: string }
        return response
      } catch (error) {
        throw explain(error)
      }
    },
    close() {
      void pool?.then((transporter) => transporter.close())
    },
  }
}

/** The host as in an http URL, whose parser knows every notation of an address; that of smtp does not. */
function canonicalHost(url: string): string {
  const { hostname } = new URL(url)
  return URL.canParse(`http://${hostname}`) ? new URL(`http://${hostname}`).hostname : hostname
}

/** In milliseconds. */
const connectionTimeout = 5000

type SocketCallback = (error: Error | null, options?: { connection: Socket }) => void

interface SocketAddress {
  readonly host: string
  readonly port: number
  readonly lookup: LookupFunction
}

function openSocket({ host, port, lookup }: SocketAddress, callback: SocketCallback): void {
  const socket = connect({ host, port, lookup, timeout: connectionTimeout })
  const fail = (error: NodeJS.ErrnoException) => {
    socket.destroy()
    // A name with several addresses fails with an error without a message.
    callback(
      error.message ? error : new Error(`${host}:${port} cannot be reached (${error.code}).`),
    )
  }
  const failLate = () => fail(new Error(`No connection within ${connectionTimeout} ms.`))
  socket.once('error', fail)
  socket.once('timeout', failLate)
  socket.once('connect', () => {
    socket.removeListener('error', fail)
    socket.removeListener('timeout', failLate)
    callback(null, { connection: socket })
  })
}

/** Whether a server answered STARTTLS with a refusal, or knows no extension at all. */
const isStarttlsRefusal = (error: unknown): boolean => {
  const { command, response } = error as { command?: string; response?: string }
  return response !== undefined && (command === 'STARTTLS' || command === 'EHLO')
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

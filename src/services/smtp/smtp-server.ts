import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { SMTPServer } from 'smtp-server'
import type { Timer } from '../../core/timer.js'
import type { Mailbox } from './mailbox.js'

interface SmtpServerOptions {
  readonly mailbox: Pick<Mailbox, 'accept'>
  /** The maximum size of a mail, in bytes. */
  readonly maxMailBytes: number
  /** The maximum number of open connections. */
  readonly connections: number
  /** The maximum duration of a connection, in milliseconds. */
  readonly lifetime: number
  /** Real time. */
  readonly timer: Timer
}

interface SmtpServer {
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves the mailbox over SMTP: any recipient, any name and password or none.
 *
 * The socket is a plain one, and the library is loaded with the first connection, so that a start
 * costs nothing.
 */
export async function startSmtpServer(
  options: SmtpServerOptions,
  host: string,
  port: number,
): Promise<SmtpServer> {
  let library: Promise<SMTPServer> | undefined
  const sockets = new Set<Socket>()

  const server = createServer((socket) => {
    sockets.add(socket)
    const cancelTimer = options.timer.after(options.lifetime, () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      cancelTimer()
    })
    socket.on('error', () => socket.destroy())
    library ??= createSmtpServer(options)
    library.then(
      (smtp) => greetImmediately(smtp, socket),
      () => socket.destroy(),
    )
  })
  server.maxConnections = options.connections
  await listen(server, host, port)

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })

async function createSmtpServer({ mailbox, maxMailBytes }: SmtpServerOptions): Promise<SMTPServer> {
  const { SMTPServer } = await import('smtp-server')
  const smtp = new SMTPServer({
    name: 'mturk-local',
    banner: 'mturk-local, which delivers no mail',
    size: maxMailBytes,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    socketTimeout: 60_000,
    maxRecipients: 1000,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username ?? 'anyone' }),
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(mailTooLarge(maxMailBytes))
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        callback(null, `Accepted as ${mailbox.accept(Buffer.concat(chunks), { from, to })}`)
      })
    },
  })
  // A client that disconnects in the middle of a line must not end the process.
  smtp.on('error', () => {})
  return smtp
}

const mailTooLarge = (maxBytes: number): Error =>
  Object.assign(new Error(`The mail is larger than ${maxBytes} bytes.`), { responseCode: 552 })

/** Members of a connection that the library's types leave out. */
interface SmtpConnection {
  connectionReady: () => void
}

/**
 * Passes an accepted socket to the library and makes it greet at once. By default it waits 100 ms
 * for clients that talk too early, which would only slow down every mail; its timer then does nothing.
 */
function greetImmediately(smtp: SMTPServer, socket: Socket): void {
  const server = smtp as SMTPServer & {
    connect(socket: Socket, options: object): void
    connections: Set<SmtpConnection>
  }
  server.connect(socket, {})
  const connection = [...server.connections].at(-1)!
  const ready = connection.connectionReady.bind(connection)
  connection.connectionReady = () => {}
  ready()
}

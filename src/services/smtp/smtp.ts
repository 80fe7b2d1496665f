import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { SMTPServer } from 'smtp-server'
import type { Timer } from '../../core/timer.js'
import type { Mailbox } from './mailbox.js'

export interface SmtpOptions {
  readonly mailbox: Pick<Mailbox, 'accept'>
  /** Bytes of one mail; a larger one is refused. */
  readonly longestMail: number
  /** Connections at a time. */
  readonly connections: number
  /** Milliseconds that one connection may last, however slowly it speaks. */
  readonly lifetime: number
  /** The wall's. */
  readonly timer: Timer
}

export interface SmtpDoor {
  readonly port: number
  close(): Promise<void>
}

/**
 * Opens the mailbox to SMTP: any recipient, any name and password or none.
 *
 * The port is a plain one, and the library behind it is loaded with the first connection, so that
 * a start costs nothing.
 */
export async function openSmtp(
  options: SmtpOptions,
  host: string,
  port: number,
): Promise<SmtpDoor> {
  let library: Promise<SMTPServer> | undefined
  const sockets = new Set<Socket>()

  const server = createServer((socket) => {
    sockets.add(socket)
    const callOff = options.timer.after(options.lifetime, () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      callOff()
    })
    socket.on('error', () => socket.destroy())
    library ??= smtpServer(options)
    library.then(
      (smtp) => greet(smtp, socket),
      () => socket.destroy(),
    )
  })
  server.maxConnections = options.connections
  await listening(server, host, port)

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })

async function smtpServer({ mailbox, longestMail }: SmtpOptions): Promise<SMTPServer> {
  const { SMTPServer } = await import('smtp-server')
  const smtp = new SMTPServer({
    name: 'mturk-local',
    banner: 'mturk-local, which delivers to nobody',
    size: longestMail,
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
        if (stream.sizeExceeded) return callback(refusal(longestMail))
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        callback(null, `Accepted as ${mailbox.accept(Buffer.concat(chunks), { from, to })}`)
      })
    },
  })
  // A client that is cut off in the middle of a line is no reason to end.
  smtp.on('error', () => {})
  return smtp
}

const refusal = (longest: number): Error =>
  Object.assign(new Error(`The mail is larger than ${longest} bytes.`), { responseCode: 552 })

/** What the library gives a connection, and its types leave out. */
interface Connection {
  connectionReady: () => void
}

/**
 * Hands an accepted socket to the library and has it greet at once. By itself it waits 100 ms for
 * clients that talk too soon, which here would only make every mail slow; its timer is left with
 * nothing to do.
 */
function greet(smtp: SMTPServer, socket: Socket): void {
  const server = smtp as SMTPServer & {
    connect(socket: Socket, options: object): void
    connections: Set<Connection>
  }
  server.connect(socket, {})
  const connection = [...server.connections].at(-1)!
  const ready = connection.connectionReady.bind(connection)
  connection.connectionReady = () => {}
  ready()
}

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { SMTPServer } from 'smtp-server'
import type { Timer } from '../../core/timer.js'
import type { Mailbox } from './mailbox.js'

interface SmtpServerOptions {
  readonly mailbox: Pick<Mailbox, 'accept'>
  /** Resolves when an accepted mail is on disk, where it is kept there. */
  readonly committed?: () => Promise<void> | undefined
  /** The maximum size of a mail, in bytes. */
  readonly maxMailBytes: number
  /** The maximum number of open connections. */
  readonly connections: number
  /** The maximum duration of a connection, in milliseconds. */
  readonly lifetime: number
  /** Real time. */
  readonly timer: Timer
  /** Creates the certificate for STARTTLS; without it, STARTTLS is not offered. */
  readonly createCertificate?: () => Promise<{ readonly key: string; readonly cert: string }>
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
  /** By remote port: STARTTLS removes all listeners of a socket, so the library reports its end. */
  const releases = new Map<number | undefined, () => void>()

  const server = createServer((socket) => {
    sockets.add(socket)
    const cancelTimer = options.timer.after(options.lifetime, () => socket.destroy())
    const { remotePort } = socket
    const release = () => {
      sockets.delete(socket)
      releases.delete(remotePort)
      cancelTimer()
    }
    releases.set(remotePort, release)
    socket.on('close', release)
    socket.on('error', () => socket.destroy())
    library ??= createSmtpServer(options, (remotePort) => releases.get(remotePort)?.())
    library.then(
      (smtp) => acceptSocket(smtp, socket),
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

async function createSmtpServer(
  { mailbox, committed, maxMailBytes, createCertificate }: SmtpServerOptions,
  onClose: (remotePort: number) => void,
): Promise<SMTPServer> {
  const [{ SMTPServer }, certificate] = await Promise.all([
    import('smtp-server'),
    createCertificate?.(),
  ])
  const smtp = new SMTPServer({
    name: 'mturk-local',
    banner: 'mturk-local, which delivers no mail',
    size: maxMailBytes,
    ...certificate,
    disabledCommands: certificate ? [] : ['STARTTLS'],
    disableReverseLookup: true,
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    socketTimeout: 60_000,
    maxRecipients: 1000,
    onAuth: ({ username }, _session, callback) => callback(null, { user: username ?? 'anyone' }),
    onClose: ({ remotePort }) => onClose(remotePort),
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(mailTooLarge(maxMailBytes))
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        const receipt = `Accepted as ${mailbox.accept(Buffer.concat(chunks), { from, to })}`
        const written = committed?.()
        if (!written) return callback(null, receipt)
        written.then(
          () => callback(null, receipt),
          () => callback(mailNotWritten),
        )
      })
    },
  })
  // A client that disconnects in the middle of a line must not end the process.
  smtp.on('error', () => {})
  return smtp
}

const mailTooLarge = (maxBytes: number): Error =>
  Object.assign(new Error(`The mail is larger than ${maxBytes} bytes.`), { responseCode: 552 })

const mailNotWritten: Error = Object.assign(
  new Error('The mail could not be written to the data file. Try again later.'),
  { responseCode: 451 },
)

/** Members of a connection that the library's types leave out. */
interface SmtpConnection {
  connectionReady: () => void
  _parseAddressCommand: (name: string, command: string | Buffer) => ParsedAddress | false
}

interface ParsedAddress {
  readonly address: string
}

/** Passes an accepted socket to the library. */
function acceptSocket(smtp: SMTPServer, socket: Socket): void {
  const server = smtp as SMTPServer & {
    connect(socket: Socket, options: object): void
    connections: Set<SmtpConnection>
  }
  server.connect(socket, {})
  const connection = [...server.connections].at(-1)!
  acceptQuotedAddresses(connection)
  greetImmediately(connection)
}

/**
 * By default the library waits 100 ms for clients that talk too early, which would only slow down
 * every mail; its timer then does nothing.
 */
function greetImmediately(connection: SmtpConnection): void {
  const ready = connection.connectionReady.bind(connection)
  connection.connectionReady = () => {}
  ready()
}

const quotedAddress =
  /^([^:]*:\s*<)("(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])+")(@[^<>\s]+>.*)$/s

/** The library splits a command at spaces, which a quoted local part may contain (RFC 5321, 4.1.2). */
function acceptQuotedAddresses(connection: SmtpConnection): void {
  const parse = connection._parseAddressCommand.bind(connection)
  connection._parseAddressCommand = (name, command) => {
    const [, start, localPart, rest] = quotedAddress.exec(command.toString()) ?? []
    if (localPart === undefined) return parse(name, command)
    const parsed = parse(name, `${start}quoted${rest}`)
    return parsed && { ...parsed, address: parsed.address.replace(/^quoted(?=@)/, () => localPart) }
  }
}

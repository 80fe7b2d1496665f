import dns, { type LookupAddress } from 'node:dns'
import { writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { type AddressInfo, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { realClock } from '../../src/core/clock.js'
import { systemRandom } from '../../src/core/random.js'
import {
  createAuthority,
  type ServerCertificate,
} from '../../src/services/tls/certificate-authority.js'
import { createTempFolder } from './setup.js'

/** Resolves some names to 127.0.0.1 in this process, as a hosts file would, until the test ends. */
export function mapToLoopback(...names: readonly string[]): void {
  const { lookup } = dns
  const replaceLookup = (replacement: unknown) => {
    dns.lookup = replacement as typeof lookup
    syncBuiltinESMExports()
  }
  replaceLookup((name: string, options: { all?: boolean }, callback: LookupCallback) => {
    if (!names.includes(name)) return lookup(name, options as object, callback as never)
    if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(null, '127.0.0.1', 4)
  })
  onTestFinished(() => replaceLookup(lookup))
}

type LookupCallback = (
  error: Error | null,
  address: string | readonly LookupAddress[],
  family?: number,
) => void

/** An authority of the test's own, with its certificate in a file. */
export async function createTestAuthority() {
  const authority = await createAuthority(realClock.now(), systemRandom)
  const file = join(createTempFolder(), 'ca.pem')
  writeFileSync(file, authority.certificate)
  return { ...authority, file }
}

/** Puts TLS in front of the server at a URL; returns the port. */
export async function startTlsFront(url: string, certificate: ServerCertificate): Promise<number> {
  const target = Number(new URL(url).port)
  const server = createServer({ ...certificate }, (client) => {
    const upstream = connect(target, '127.0.0.1')
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
  })
  return listenForTest(server)
}

interface ReceivedPassword {
  readonly password: string | null | undefined
  readonly encrypted: boolean
}

/** A mail server that records the passwords and mails it gets; with a certificate it has STARTTLS. */
export async function startMailServer(certificate?: ServerCertificate) {
  const passwords: ReceivedPassword[] = []
  const recipients: string[] = []
  const smtp = new SMTPServer({
    ...certificate,
    disabledCommands: certificate ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    disableReverseLookup: true,
    onAuth({ username, password }, { secure }, callback) {
      passwords.push({ password, encrypted: secure })
      callback(null, { user: username })
    },
    onData(stream, { envelope }, callback) {
      stream.resume().on('end', () => {
        recipients.push(...envelope.rcptTo.map(({ address }) => address))
        callback(null)
      })
    },
  })
  smtp.on('error', () => {})
  const port = await listenForTest(smtp.server)
  return { port, passwords, recipients }
}

async function listenForTest(server: Server): Promise<number> {
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

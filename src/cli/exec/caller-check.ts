import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect, type Server, type Socket } from 'node:net'
import type { Random } from '../../core/random.js'
import { randomHex } from '../../core/random.js'
import { findSocketOwner, type ReadTcpTables } from './socket-owner.js'

/** Decides whose programs a proxy serves: those of the user who runs it. */
export interface CallerCheck {
  /** What the proxy's URL must contain; empty where the system reports who owns a socket. */
  readonly password: string
  /** @param socket the connection from the program */
  isAllowed(request: IncomingMessage, socket: Socket): boolean
}

/** Checks the owner of each connection where the system reports it, else a password. */
export async function createCallerCheck(
  server: Server,
  random: Random,
  readTables: ReadTcpTables,
): Promise<CallerCheck> {
  const uid = process.getuid?.()
  const owners = new WeakMap<Socket, boolean>()
  const isOwn = (socket: Socket): boolean => {
    const known = owners.get(socket)
    if (known !== undefined) return known
    const own = uid !== undefined && findSocketOwner(socket, readTables) === uid
    owners.set(socket, own)
    return own
  }
  if (await recognizesItself(server, isOwn))
    return { password: '', isAllowed: (_, socket) => isOwn(socket) }

  const password = randomHex(random, 32)
  const expected = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`
  return {
    password,
    isAllowed: ({ headers }) => headers['proxy-authorization'] === expected,
  }
}

/** The name that goes with the password. */
export const userName = 'exec'

/** Whether the owner of a connection from this process is found. */
async function recognizesItself(
  server: Server,
  isOwn: (socket: Socket) => boolean,
): Promise<boolean> {
  const { port } = server.address() as { port: number }
  const accepted = once(server, 'connection')
  const client = connect(port, '127.0.0.1')
  const [socket] = (await accepted) as [Socket]
  const isRecognized = isOwn(socket)
  client.destroy()
  socket.destroy()
  return isRecognized
}

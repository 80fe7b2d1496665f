import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection that says exactly what a test has it say, and hears nothing unless it reads. */
export async function openRawConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await new Promise<void>((resolve) => {
    socket.once('connect', () => resolve())
    socket.once('close', () => resolve())
  })
  return socket
}

/** All that comes until the other side closes. */
export async function readUntilClosed(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  await waitForClose(socket)
  return text
}

/** Resolves when the other side has closed, or cut, the connection. */
export const waitForClose = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { freePort } from './free-port.js'

/** How connections to a destination fail. */
export type ConnectionFault = 'refuse' | 'hang' | 'reset' | 'garbage'

/** Starts a proxy in front of a destination that can break its connections. */
export async function startFaultyProxy(destination: string) {
  const { hostname, port: targetPort } = new URL(destination)
  const clients = new Set<Socket>()
  let fault: ConnectionFault | undefined
  let server: Server | undefined
  // While connections are refused, no other test may get the port.
  const port = await freePort()

  const handleConnection = (client: Socket) => {
    clients.add(client)
    client.on('error', () => {})
    client.on('close', () => clients.delete(client))
    if (fault === 'reset') return void client.once('data', () => client.resetAndDestroy())
    if (fault === 'garbage') return void client.end(randomBytes(200))
    if (fault === 'hang') return
    const upstream = connect(Number(targetPort), hostname)
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
    client.pipe(upstream).pipe(client)
  }

  const listen = async () => {
    server = createServer(handleConnection).listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const caller of clients) caller.destroy()
      if (!server) return resolve()
      server.close(() => resolve())
      server = undefined
    })

  await listen()
  onTestFinished(stop)
  return {
    url: destination.replace(`:${targetPort}`, `:${port}`),
    async breakConnections(kind: ConnectionFault) {
      await stop()
      fault = kind
      if (kind !== 'refuse') await listen()
    },
    async restore() {
      await stop()
      fault = undefined
      await listen()
    },
  }
}

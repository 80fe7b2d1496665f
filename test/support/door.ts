import { randomBytes } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What is wrong with a destination: nobody listens, or who does is of no use. */
export type Trouble = 'refuse' | 'hang' | 'reset' | 'garbage'

/** A port in front of a real destination, at which things go wrong as one likes. */
export async function startDoor(destination: string) {
  const { hostname, port: there } = new URL(destination)
  const callers = new Set<Socket>()
  let trouble: Trouble | undefined
  let server: Server | undefined
  let port = 0

  const answer = (caller: Socket) => {
    callers.add(caller)
    caller.on('error', () => {})
    caller.on('close', () => callers.delete(caller))
    if (trouble === 'reset') return void caller.once('data', () => caller.resetAndDestroy())
    if (trouble === 'garbage') return void caller.end(randomBytes(200))
    if (trouble === 'hang') return
    const through = connect(Number(there), hostname)
    through.on('error', () => caller.destroy())
    caller.on('close', () => through.destroy())
    caller.pipe(through).pipe(caller)
  }

  const listen = () =>
    new Promise<void>((resolve) => {
      server = createServer(answer).listen(port, '127.0.0.1', () => {
        port = (server!.address() as AddressInfo).port
        resolve()
      })
    })
  const shut = () =>
    new Promise<void>((resolve) => {
      for (const caller of callers) caller.destroy()
      if (!server) return resolve()
      server.close(() => resolve())
      server = undefined
    })

  await listen()
  onTestFinished(shut)
  return {
    url: destination.replace(`:${there}`, `:${port}`),
    async goesWrong(how: Trouble) {
      await shut()
      trouble = how
      if (how !== 'refuse') await listen()
    },
    async isMended() {
      await shut()
      trouble = undefined
      await listen()
    },
  }
}

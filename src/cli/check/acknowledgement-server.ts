import { createServer } from 'node:http'
import { explainListenError } from '../../core/listen-error.js'
import { isLoopback } from '../../core/loopback.js'
import { UsageError } from '../arguments.js'

export interface Acknowledgement {
  readonly eventDocId: string
  readonly index?: number
}

type Accept = (acknowledgement: Acknowledgement) => Promise<void>

/** Listens for a consumer's acknowledgements, and answers them when it can pass them on. */
export interface AcknowledgementServer {
  readonly passTo: (accept: Accept) => void
  close(): Promise<void>
}

/** @throws UsageError when the address is not of this machine, or cannot be listened on */
export async function startAcknowledgementServer(address: string): Promise<AcknowledgementServer> {
  const { hostname, port: portText, protocol } = new URL(address)
  if (protocol !== 'http:' || !isLoopback(hostname) || portText === '0')
    throw new UsageError(
      `--ack cannot be "${address}". Give an address of this machine with a port, such as http://127.0.0.1:8099/handled.`,
    )
  const host = hostname.replace(/^\[|\]$/g, '')
  // A URL leaves out the port of its protocol.
  const port = Number(portText || 80)
  let passTo = (_: Accept) => {}
  const accepting = new Promise<Accept>((resolve) => {
    passTo = resolve
  })
  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const acknowledgement = parseAcknowledgement(Buffer.concat(chunks).toString())
      await (await accepting)(acknowledgement)
      response.writeHead(204).end()
    } catch (error) {
      response.writeHead(400).end(`${(error as Error).message}\n`)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const reason = explainListenError(error, { host, port })
      reject(new UsageError(`--ack cannot be "${address}". ${reason}. Give another address.`))
    })
    server.listen(port, host, resolve)
  })
  return {
    passTo,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function parseAcknowledgement(text: string): Acknowledgement {
  try {
    return JSON.parse(text) as Acknowledgement
  } catch {
    throw new Error('The body is not JSON: post {"eventDocId": "…", "index": 0}.')
  }
}

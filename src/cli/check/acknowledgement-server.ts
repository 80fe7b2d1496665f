import { createServer } from 'node:http'
import { isLoopback } from '../../core/loopback.js'
import { UsageError } from '../arguments.js'

export interface Acknowledgement {
  readonly eventDocId: string
  readonly index?: number
}

/** Listens for a consumer's acknowledgements. */
export interface AcknowledgementServer {
  close(): Promise<void>
}

/** @throws UsageError when the address is not of this machine or in use */
export async function startAcknowledgementServer(
  address: string,
  accept: (acknowledgement: Acknowledgement) => Promise<void>,
): Promise<AcknowledgementServer> {
  const { hostname, port, protocol } = new URL(address)
  if (protocol !== 'http:' || !isLoopback(hostname) || port === '')
    throw new UsageError(
      `--ack cannot be "${address}". Give an address of this machine with a port, such as http://127.0.0.1:8099/handled.`,
    )
  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      await accept(parseAcknowledgement(Buffer.concat(chunks).toString()))
      response.writeHead(204).end()
    } catch (error) {
      response.writeHead(400).end(`${(error as Error).message}\n`)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(new UsageError(`--ack cannot be "${address}": its port is in use. Give another.`)),
    )
    server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''), resolve)
  })
  return {
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

import type { IncomingMessage } from 'node:http'

export class BodyTooLargeError extends Error {}

/**
 * Reads a whole body as bytes.
 *
 * @param maxBytes in bytes
 * @throws BodyTooLargeError as soon as more than that has arrived or is announced
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw new BodyTooLargeError()
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) reject(new BodyTooLargeError())
      else chunks.push(chunk)
    })
    incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    incoming.on('error', reject)
    incoming.on('close', () => {
      // Every request closes: an error with its stack for each would cost more than reading the body.
      if (!incoming.readableEnded)
        reject(new Error('The client disconnected before its body was complete.'))
    })
  })
}

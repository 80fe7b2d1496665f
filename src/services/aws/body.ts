import type { IncomingMessage } from 'node:http'

export class BodyTooLargeError extends Error {}

/**
 * Reads a body whole, as bytes.
 *
 * @param maxBytes in bytes
 * @throws TooLarge as soon as more than that has come, or is announced
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
      // Each request closes; an error for each, with its stack, would cost more than reading it.
      if (!incoming.readableEnded)
        reject(new Error('The client went away before its body was whole.'))
    })
  })
}

import type { IncomingMessage } from 'node:http'

export class BodyTooLargeError extends Error {}

/** Something in front of us has read the body, as a body parser does. */
export class BodyConsumedError extends Error {
  override readonly message =
    'A body parser ran before mturk-local, which needs the body as it was sent: mount mturk-local before express.json() and the like.'
}

/**
 * Reads the whole body as bytes.
 *
 * @throws BodyTooLargeError as soon as more than `maxBytes` has arrived, or is announced
 * @throws BodyConsumedError when the body has been read before
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (incoming.readableDidRead || incoming.readableEnded) throw new BodyConsumedError()
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
      // Every request closes: creating an error with its stack each time would cost more than the reading.
      if (!incoming.readableEnded)
        reject(new Error('The client disconnected before its body was complete.'))
    })
  })
}

import { pipeline, type Readable, Transform } from 'node:stream'

/** The most that is read of a response, in bytes: 1 MiB. Amazon's are a few kilobytes long. */
const maxBytes = 1024 * 1024

/** What Amazon's clients pass from the connection to what reads a response. */
interface ClientOutput {
  readonly response: unknown
}

/** Ends the body of a response that is too long with an error, before a client has read it. */
export const limitResponse =
  <Call, Output extends ClientOutput>(next: (call: Call) => Promise<Output>) =>
  async (call: Call): Promise<Output> => {
    const result = await next(call)
    const response = result.response as { body?: Readable }
    if (response.body) response.body = limit(response.body)
    return result
  }

function limit(body: Readable): Readable {
  let remaining = maxBytes
  const limiter = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      remaining -= chunk.length
      if (remaining < 0) callback(new Error(`The response is longer than ${maxBytes} bytes.`))
      else callback(null, chunk)
    },
  })
  // An error destroys both; who reads the limiter gets it.
  pipeline(body, limiter, () => {})
  return limiter
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorResponse } from '../../services/aws/wire-error.js'

/** Responds with an error that AWS clients report without retrying. */
export function refuse(incoming: IncomingMessage, outgoing: ServerResponse, message: string): void {
  const { headers } = incoming
  const isJson = 'x-amz-target' in headers || headers['content-type']?.includes('json')
  const { status, body, ...response } = errorResponse(
    { status: 403, code: 'RefusedByMTurkLocal', message },
    isJson ? incoming : { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    'none',
  )
  incoming.resume()
  outgoing.writeHead(status, { ...response.headers, connection: 'close' }).end(body)
}

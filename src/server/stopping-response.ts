import type { ServerResponse } from 'node:http'
import { errorResponse } from '../services/aws/wire-error.js'

const message = 'The emulator is stopping.'

/** Answers a request that takes longer than a stopping emulator waits; one that is answered in part is cut off. */
export function respondStopping(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy()
  const { req: request } = response
  const { status, headers, body } = request.url?.startsWith('/_mturk/')
    ? {
        status: 503,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ error: 'Stopping', message }),
      }
    : errorResponse({ status: 503, code: 'ServiceUnavailable', message }, request, 'none')
  response.writeHead(status, { ...headers, connection: 'close' }).end(body)
}

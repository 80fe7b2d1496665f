import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseSignature } from '../../services/aws/sigv4.js'
import { errorResponse } from '../../services/aws/wire-error.js'

const emulatedServices = ['mturk-requester', 'sqs', 'sns', 'sts']

/**
 * The URL that a call to another AWS service would have had if the environment had not set an
 * endpoint for all services.
 */
export function otherServiceUrl({ headers, url = '' }: IncomingMessage): URL | undefined {
  const claim = parseSignature({ headers, query: url.split(/\?(.*)/s, 2)[1] ?? '' })
  if (!claim?.service || emulatedServices.includes(claim.service)) return undefined
  const name = `https://${claim.service}.${claim.region}.amazonaws.com/`
  return new URL(URL.canParse(name) ? name : 'https://amazonaws.com/')
}

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

import type { IncomingMessage } from 'node:http'
import { parseSignature } from '../../services/aws/sigv4.js'

const emulatedServices = ['mturk-requester', 'sqs', 'sns']

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

import type { IncomingMessage } from 'node:http'
import { claimOf } from '../../services/aws/signature.js'

const own = ['mturk-requester', 'sqs', 'sns']

/**
 * Where a call that was signed for another service than the emulator's would have gone, had the
 * environment not named an endpoint for all of Amazon's services.
 */
export function foreignService({ headers, url = '' }: IncomingMessage): URL | undefined {
  const claim = claimOf({ headers, query: url.split(/\?(.*)/s, 2)[1] ?? '' })
  if (!claim?.service || own.includes(claim.service)) return undefined
  const name = `https://${claim.service}.${claim.region}.amazonaws.com/`
  return new URL(URL.canParse(name) ? name : 'https://amazonaws.com/')
}

import { createHash } from 'node:crypto'
import { realClock } from '../core/clock.js'
import { computeSignature } from '../services/aws/sigv4.js'

interface RequesterCall {
  readonly endpoint: string
  readonly operation: string
  readonly input: object
  readonly accessKey: string
  readonly secretKey: string
}

/** Calls one operation of the requester API with a signed request. */
export async function callRequester({
  endpoint,
  operation,
  input,
  accessKey,
  secretKey,
}: RequesterCall): Promise<{ status: number; text: string }> {
  const url = new URL(endpoint)
  const body = JSON.stringify(input)
  const stamp = realClock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  const scope = { date: stamp.slice(0, 8), region: 'us-east-1', service: 'mturk-requester' }
  const headers: Record<string, string> = {
    host: url.host,
    'x-amz-date': stamp,
    'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
  }
  const signedHeaders = Object.keys(headers)
  const signature = computeSignature(
    { method: 'POST', path: '/', query: '', headers },
    { ...scope, signedHeaders },
    secretKey,
    stamp,
    createHash('sha256').update(body).digest('hex'),
  )
  const credential = `${accessKey}/${scope.date}/${scope.region}/${scope.service}/aws4_request`
  const response = await fetch(new URL('/', url), {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
    },
    body,
  }).catch(() => {
    throw new Error(`No mturk-local answers at ${endpoint}.`)
  })
  return { status: response.status, text: await response.text() }
}

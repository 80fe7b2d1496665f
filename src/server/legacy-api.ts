import type { IncomingHttpHeaders } from 'node:http'
import type { WireRequest, WireResponse } from '../services/aws/http.js'

const hostPattern = /^mechanicalturk(\.sandbox)?\.amazonaws\.com(:\d+)?$/i
const serviceParameter = /(^|&)Service=AWSMechanicalTurkRequester(&|$)/

/** Whether a request names the API before 2017 by its host or its query. */
export const isLegacyTarget = (headers: IncomingHttpHeaders, query: string): boolean =>
  hostPattern.test(headers.host ?? '') || serviceParameter.test(query)

/** As above, or in a form or a SOAP envelope. */
export function isLegacyRequest({ headers, query, body }: WireRequest): boolean {
  if (headers['x-amz-target'] !== undefined) return false
  if (isLegacyTarget(headers, query)) return true
  const type = headers['content-type'] ?? ''
  if (type.includes('xml')) return body.includes('AWSMechanicalTurkRequester')
  return type.includes('form-urlencoded') && serviceParameter.test(body.toString())
}

/** Captured (simple-amt#27). */
export const createLegacyResponse = (requestId: string): WireResponse => ({
  status: 403,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0"?>\n<Response><Errors><Error><Code>Forbidden</Code><Message>This Requester API is no longer supported. Please use the latest API using the official AWS SDK. https://aws.amazon.com/getting-started/tools-sdks</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
  errorCode: 'Forbidden',
})

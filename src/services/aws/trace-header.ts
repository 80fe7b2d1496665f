import type { IncomingHttpHeaders } from 'node:http'

/** The trace of AWS X-Ray that a call belongs to. */
export function readTraceHeader(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['x-amzn-trace-id']
  return typeof header === 'string' && header !== '' ? header : undefined
}

import type { FaultInjector, RequestFaults } from './faults.js'

/** Header with fault rules for one request, as text. */
export const faultHeader = 'x-mturk-local-fault'

export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Reads the fault rules of a request from its headers.
 *
 * @throws FaultRuleError
 */
export function parseFaultHeader(
  headers: RequestHeaders,
  faults: FaultInjector,
  key: string,
): RequestFaults | undefined {
  const text = headers[faultHeader]
  if (text === undefined) return undefined
  const rules = faults.readRequestRules(String(text))
  // Amazon's clients send their attempt number.
  const attempt = /\battempt=(\d{1,4})/.exec(String(headers['amz-sdk-request'] ?? ''))?.[1]
  return { rules, attempt: Number(attempt ?? 1), key }
}

import type { RequestFaults, FaultInjector } from './faults.js'

/** The header by which one request brings faults of its own, in the words of a rule. */
export const faultHeader = 'x-mturk-local-fault'

export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * What a request asks to go wrong with itself and with what it causes.
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
  // Amazon's clients say which try of theirs it is.
  const attempt = /\battempt=(\d{1,4})/.exec(String(headers['amz-sdk-request'] ?? ''))?.[1]
  return { rules, attempt: Number(attempt ?? 1), key }
}

import { parseFaultHeader, type RequestHeaders } from '../../faults/request-header.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'

/**
 * The marketplace for one request, with the fault rules of its header for the notifications it
 * causes.
 *
 * @throws FaultRuleError
 */
export function withRequestFaults(marketplace: Marketplace, headers: RequestHeaders): Marketplace {
  const requestFaults = parseFaultHeader(headers, marketplace.faults, '')
  return requestFaults ? { ...marketplace, requestFaults: requestFaults.rules } : marketplace
}

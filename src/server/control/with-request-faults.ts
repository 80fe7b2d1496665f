import { parseFaultHeader, type RequestHeaders } from '../../faults/request-header.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'

/**
 * The world as a request sees it: with what the request wants to go wrong with the news it causes.
 *
 * @throws FaultRuleError
 */
export function withRequestFaults(marketplace: Marketplace, headers: RequestHeaders): Marketplace {
  const requestFaults = parseFaultHeader(headers, marketplace.faults, '')
  return requestFaults ? { ...marketplace, requestFaults: requestFaults.rules } : marketplace
}

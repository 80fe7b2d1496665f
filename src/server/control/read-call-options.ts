import { parseFaultHeader, type RequestHeaders } from '../../faults/request-header.js'
import type { CallOptions, Marketplace } from '../../mturk/marketplace.js'

/**
 * What a request brings along for everything that it causes: the faults in its header.
 *
 * @throws FaultRuleError
 */
export function readCallOptions(
  { faults }: Pick<Marketplace, 'faults'>,
  headers: RequestHeaders,
): CallOptions {
  return { requestFaults: parseFaultHeader(headers, faults, '')?.rules }
}

import { createHash } from 'node:crypto'

/** The account of a caller whose access key is not an account number. */
export const defaultAccount = '000000000000'

/** An AWS account number. */
export const accountPattern = /^\d{12}$/

/**
 * The requester's ID of an account, always the same: `A` and 13 upper-case letters and digits, as
 * long as the captured ones.
 */
export function deriveCustomerId(account: string): string {
  const cached = customerIds.get(account)
  if (cached) return cached
  const digest = createHash('sha256').update(`requester ${account}`).digest()
  const value = BigInt(`0x${digest.toString('hex')}`)
  const customerId = `A${value.toString(36).toUpperCase().slice(-13)}`
  if (customerIds.size < maxCachedIds) customerIds.set(account, customerId)
  return customerId
}

/** Needed for every change, so it is cached for as many accounts as are likely to be in use. */
const customerIds = new Map<string, string>()
const maxCachedIds = 10_000

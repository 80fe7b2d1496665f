import { createHmac } from 'node:crypto'
import { type Random, randomHex } from '../../core/random.js'
import { timingSafeEquals } from './timing-safe-equals.js'

/** What a signed text allows: to act for a while, or to read one address once. */
type Purpose = 'session' | 'ticket'

/** Signs a text that is valid for one purpose and subject until an instant. */
export function signGrant(
  key: Buffer,
  purpose: Purpose,
  { expiresAt, subject = '' }: { readonly expiresAt: Date; readonly subject?: string },
  random: Random,
): string {
  const claims = `${expiresAt.getTime().toString(36)}.${randomHex(random, 32)}`
  return `${claims}.${computeSignature(key, purpose, claims, subject)}`
}

/** Returns the unique ID and the end of a grant; `undefined` when it is not valid or has expired. */
export function verifyGrant(
  key: Buffer,
  purpose: Purpose,
  grant: string,
  { now, subject = '' }: { readonly now: Date; readonly subject?: string },
): { readonly id: string; readonly expiresAt: number } | undefined {
  const [, claims, expires, id, signature] = grantPattern.exec(grant) ?? []
  if (!claims || !expires || !id || !signature) return undefined
  if (!timingSafeEquals(signature, computeSignature(key, purpose, claims, subject)))
    return undefined
  const expiresAt = Number.parseInt(expires, 36)
  return now.getTime() < expiresAt ? { id, expiresAt } : undefined
}

const grantPattern = /^(([0-9a-z]{1,11})\.([0-9a-f]{32}))\.([0-9a-f]{64})$/

const computeSignature = (key: Buffer, purpose: Purpose, claims: string, subject: string): string =>
  createHmac('sha256', key).update(`${purpose} ${claims} ${subject}`).digest('hex')

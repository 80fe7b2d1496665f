import { createHmac } from 'node:crypto'
import { type Random, randomHex } from '../../core/random.js'
import { timingSafeEquals } from './timing-safe-equals.js'

/** Signs a session that is valid until an instant. */
export function signSession(key: Buffer, expiresAt: Date, random: Random): string {
  const claims = `${expiresAt.getTime().toString(36)}.${randomHex(random, 32)}`
  return `${claims}.${computeSignature(key, claims)}`
}

/** Whether a text is a session that was signed with this key and has not expired. */
export function isValidSession(key: Buffer, session: string, now: Date): boolean {
  const [, claims, expires, signature] = sessionPattern.exec(session) ?? []
  if (!claims || !expires || !signature) return false
  return (
    timingSafeEquals(signature, computeSignature(key, claims)) &&
    now.getTime() < Number.parseInt(expires, 36)
  )
}

const sessionPattern = /^(([0-9a-z]{1,11})\.[0-9a-f]{32})\.([0-9a-f]{64})$/

const computeSignature = (key: Buffer, claims: string): string =>
  createHmac('sha256', key).update(`session ${claims}`).digest('hex')

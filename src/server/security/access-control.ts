import { type BinaryLike, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '../../core/clock.js'
import type { Random } from '../../core/random.js'
import { signGrant, verifyGrant } from './signed-grant.js'
import { timingSafeEquals } from './timing-safe-equals.js'

export interface Tokens {
  /** Allows every request. */
  readonly token: string | undefined
  /** Allows the worker site and the worker API only. */
  readonly workerToken: string | undefined
}

/** What a request may do: everything, or what the worker site needs. */
type AccessScope = 'all' | 'worker'

interface AccessRequest {
  readonly method: string
  readonly path: string
}

/** A token, or a session that one was exchanged for. */
export interface Access {
  readonly scope: AccessScope
  readonly isSession: boolean
}

/** Sessions for our pages, so that no page keeps a token, and tickets for what has no headers. */
export interface AccessControl {
  /** The access that a bearer token or a session gives to a request. */
  authenticate(bearer: string, request: AccessRequest): Promise<Access | undefined>
  createSession(scope: AccessScope): Promise<{ readonly session: string; readonly expiresAt: Date }>
  /** Creates a ticket with which a path can be read once; `undefined` where the scope does not reach. */
  createTicket(scope: AccessScope, path: string): Promise<string | undefined>
  /** The access that a ticket gives to a path, once. */
  useTicket(ticket: string, path: string): Promise<Access | undefined>
}

interface AccessControlOptions extends Tokens {
  readonly clock: Clock
  readonly random: Random
}

/** In milliseconds: 12 hours, so that a day's work needs one visit with the token. */
export const sessionLifetime = 12 * 3_600_000
/** In milliseconds: long enough for a browser that is slow to load a frame. */
const ticketLifetime = 30_000

/** @returns `undefined` when no token is configured: then every request is allowed */
export function createAccessControl({
  token,
  workerToken,
  clock,
  random,
}: AccessControlOptions): AccessControl | undefined {
  if (token === undefined) return undefined
  const credentials = new Map([['all' as AccessScope, createCredential(token)]])
  if (workerToken !== undefined) credentials.set('worker', createCredential(workerToken))
  /** Used tickets by their ID, with the end of their validity. */
  const used = new Map<string, number>()

  const after = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds)

  /** Whether a ticket is used for the first time. */
  function markUsed(id: string, expiresAt: number): boolean {
    const now = clock.now().getTime()
    for (const [each, end] of used) if (end <= now) used.delete(each)
    if (used.has(id)) return false
    used.set(id, expiresAt)
    return true
  }

  return {
    async authenticate(bearer, request) {
      const now = clock.now()
      for (const [scope, credential] of credentials) {
        if (scope === 'worker' && !isWorkerRequest(request)) continue
        if (timingSafeEquals(bearer, credential.token)) return { scope, isSession: false }
        if (verifyGrant(await credential.getKey(), 'session', bearer, { now }))
          return { scope, isSession: true }
      }
      return undefined
    },

    async createSession(scope) {
      const expiresAt = after(sessionLifetime)
      const key = await credentials.get(scope)!.getKey()
      return { session: signGrant(key, 'session', { expiresAt }, random), expiresAt }
    },

    async createTicket(scope, subject) {
      const path = subject.replace(/\?.*/s, '')
      if (scope === 'worker' && !isWorkerRequest({ method: 'GET', path })) return undefined
      const key = await credentials.get(scope)!.getKey()
      return signGrant(key, 'ticket', { expiresAt: after(ticketLifetime), subject }, random)
    },

    async useTicket(ticket, subject) {
      const now = clock.now()
      for (const [scope, { getKey }] of credentials) {
        const grant = verifyGrant(await getKey(), 'ticket', ticket, { now, subject })
        if (grant)
          return markUsed(grant.id, grant.expiresAt) ? { scope, isSession: true } : undefined
      }
      return undefined
    },
  }
}

/**
 * The key that signs sessions and tickets is derived from the token: processes that share a token
 * accept each other's, and another token ends them all. The pages of HITs see their ticket, so the
 * derivation is slow, which protects the token from being guessed with it.
 */
function createCredential(token: string) {
  let key: Promise<Buffer> | undefined
  return {
    token,
    getKey: () => {
      key ??= deriveKey(token, 'mturk-local', 32) as Promise<Buffer>
      return key
    },
  }
}

const deriveKey = promisify<BinaryLike, BinaryLike, number, unknown>(scrypt)

/** The worker site and its requests; only the developer may change what is known of a worker. */
function isWorkerRequest({ method, path }: AccessRequest): boolean {
  if (/^\/worker\//.test(path)) return method === 'GET' || method === 'HEAD'
  if (/^\/_mturk\/(sessions|tickets)$/.test(path)) return method === 'POST'
  const match = /^\/_mturk\/workers\/[^/]+(\/[^/]|$)/.exec(path)
  return match !== null && (method === 'GET' || match[1] !== '')
}

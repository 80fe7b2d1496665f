import { type BinaryLike, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '../../core/clock.js'
import { type Random, randomHex } from '../../core/random.js'
import type { Store } from '../../store/store.js'
import { saveTicket, takeTicket } from '../../store/tickets.js'
import { isValidSession, signSession } from './signed-session.js'
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
  readonly store: Store
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
  store,
  clock,
  random,
}: AccessControlOptions): AccessControl | undefined {
  if (token === undefined) return undefined
  const credentials = new Map([['all' as AccessScope, createCredential(token)]])
  if (workerToken !== undefined) credentials.set('worker', createCredential(workerToken))
  const after = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds)

  return {
    async authenticate(bearer, request) {
      const now = clock.now()
      for (const [scope, credential] of credentials) {
        if (scope === 'worker' && !isWorkerRequest(request)) continue
        if (timingSafeEquals(bearer, credential.token)) return { scope, isSession: false }
        if (isValidSession(await credential.getKey(), bearer, now))
          return { scope, isSession: true }
      }
      return undefined
    },

    async createSession(scope) {
      const expiresAt = after(sessionLifetime)
      const key = await credentials.get(scope)!.getKey()
      return { session: signSession(key, expiresAt, random), expiresAt }
    },

    async createTicket(scope, path) {
      const request = { method: 'GET', path: path.replace(/\?.*/s, '') }
      if (scope === 'worker' && !isWorkerRequest(request)) return undefined
      const id = randomHex(random, 32)
      const expiresAt = after(ticketLifetime)
      await saveTicket(store, { id, scope, path, expiresAt }, clock.now())
      return id
    },

    async useTicket(id, path) {
      const ticket = await takeTicket(store, { id, path }, clock.now())
      return ticket && { scope: ticket.scope, isSession: true }
    },
  }
}

/**
 * The key that signs sessions is derived from the token: processes that share a token accept each
 * other's, and another token ends them all. The derivation is slow, which protects the token from
 * being guessed with a session.
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

import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../../core/clock.js'

/** The header in which a proxy of `exec` proves that a request came through it. */
export const proxyHeader = 'x-mturk-local-proxy'

/** A proxy of `exec`, which is alive for some time. */
export interface ProxyRegistration {
  readonly secretHash: string
  /** Its port on this machine; absent if it is on another. */
  readonly port?: number
  /** In milliseconds; 0 ends the registration. */
  readonly lifetime: number
}

/** The proxies of `exec`. Only requests through one may come under Amazon's names. */
export class ProxyRegistry {
  readonly #clock: Clock
  readonly #proxies = new Map<string, { readonly port?: number; readonly expiresAt: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  register({ secretHash, port, lifetime }: ProxyRegistration): void {
    this.#proxies.set(secretHash, { port, expiresAt: this.#clock.now().getTime() + lifetime })
    this.#removeExpired()
  }

  /** Whether a request came through a proxy that is alive. */
  isProxied({ [proxyHeader]: secret }: IncomingHttpHeaders): boolean {
    if (typeof secret !== 'string') return false
    this.#removeExpired()
    return this.#proxies.has(hashProxySecret(secret))
  }

  ports(): readonly number[] {
    this.#removeExpired()
    return [...this.#proxies.values()].flatMap(({ port }) => port ?? [])
  }

  #removeExpired(): void {
    const now = this.#clock.now().getTime()
    for (const [hash, { expiresAt }] of this.#proxies)
      if (expiresAt <= now) this.#proxies.delete(hash)
  }
}

/** Secrets are kept as hashes: how long a comparison takes says nothing of them. */
export const hashProxySecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex')

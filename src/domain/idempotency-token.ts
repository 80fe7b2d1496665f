/** A token that makes a call unrepeatable, and what the first call made. */
export interface IdempotencyTokenRecord {
  readonly account: string
  readonly operation: string
  readonly token: string
  readonly result: string
  readonly expiresAt: Date
}

/** How long a token is known, in milliseconds: 24 hours. */
export const idempotencyTokenTtlMs = 24 * 3_600_000

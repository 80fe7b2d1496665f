/** A UniqueRequestToken, and the result of the first call that had it. */
export interface IdempotencyTokenRecord {
  readonly account: string
  readonly operation: string
  readonly token: string
  readonly result: string
  readonly expiresAt: Date
}

/** How long a token is remembered, in milliseconds: 24 hours. */
export const idempotencyTokenTtlMs = 24 * 3_600_000

/** What a caller waits for, besides everything that is due now. */
export interface IdleOptions {
  /** Whether it waits for retries that are scheduled for later too; default: no. */
  readonly includeRetries?: boolean
}

export interface IdleResult {
  /** How many deliveries wait for a retry, or behind one that keeps their order. */
  readonly retriesPending: number
}

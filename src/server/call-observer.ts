/** A call that has come in. */
export interface StartedCall {
  readonly requestId: string
  /** What the caller sent, if it takes part in a trace. */
  readonly traceparent?: string
  readonly tracestate?: string
}

/** What became of a call. */
export interface CompletedCall {
  /** `mturk`, `sqs` or `sns`; nothing when it was meant for none of them. */
  readonly service?: string
  /** As the caller spells it. */
  readonly operation?: string
  readonly account?: string
  /** 0 when no answer was given. */
  readonly status: number
  /** The name of the fault that was answered. */
  readonly errorCode?: string
}

/** A call on its way. */
export interface CallInProgress {
  /** Names the call to what follows from it, where it is traced. */
  readonly traceparent?: string
  complete(result: CompletedCall): void
}

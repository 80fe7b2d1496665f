/** A call that has arrived. */
export interface StartedCall {
  readonly requestId: string
  /** W3C Trace Context of the caller, if it takes part in a trace. */
  readonly traceparent?: string
  readonly tracestate?: string
}

/** The result of a call. */
export interface CompletedCall {
  /** `mturk`, `sqs` or `sns`; `undefined` for a call of another service. */
  readonly service?: string
  /** As the caller spells it. */
  readonly operation?: string
  readonly account?: string
  /** 0 when no response was sent. */
  readonly status: number
  /** The code of the error response. */
  readonly errorCode?: string
  /** What the caller can do about the error. */
  readonly hint?: string
}

export interface CallInProgress {
  /** Passes the trace on to everything that the call causes, when it is traced. */
  readonly traceparent?: string
  complete(result: CompletedCall): void
}

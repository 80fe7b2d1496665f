/** Span attributes. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

export interface SpanOptions {
  /** `server` for incoming calls, `producer` for outgoing deliveries. */
  readonly kind: 'server' | 'producer'
  /** Parent `traceparent`; ignored if it is not valid. */
  readonly parent?: string
  readonly tracestate?: string
  /** Start time; default: now. */
  readonly at?: Date
  readonly attributes: Attributes
}

/** A span of a trace. */
interface Span {
  /** `traceparent` for what it causes, as W3C Trace Context defines it. */
  readonly traceparent: string
  end(result: SpanResult): void
}

interface SpanResult {
  /** Final name of the span. */
  readonly name?: string
  readonly attributes?: Attributes
  /** Failure reason, if it failed. */
  readonly failure?: string
  /** End time; default: now. */
  readonly at?: Date
}

/** Creates spans from a call to its last delivery. */
export interface Tracer {
  startSpan(name: string, options: SpanOptions): Span
  /** Sends remaining spans within a number of milliseconds. */
  close(grace: number): Promise<void>
}

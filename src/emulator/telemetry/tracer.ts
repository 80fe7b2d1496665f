/** What an attribute of a span may be. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

export interface SpanOptions {
  /** `server` for what is asked of us, `producer` for what we send. */
  readonly kind: 'server' | 'producer'
  /** The `traceparent` of what caused it; one that makes no sense is none. */
  readonly parent?: string
  readonly tracestate?: string
  /** When it began; now, unless said. */
  readonly at?: Date
  readonly attributes: Attributes
}

/** Something that took a while, within a trace. */
interface Span {
  /** Names it to whatever it causes, as W3C Trace Context spells it. */
  readonly traceparent: string
  end(result: SpanResult): void
}

interface SpanResult {
  /** A better name than the one it began with. */
  readonly name?: string
  readonly attributes?: Attributes
  /** Why it failed, when it did. */
  readonly failure?: string
  /** When it ended; now, unless said. */
  readonly at?: Date
}

/** Follows what is asked for from the call to the last delivery. */
export interface Tracer {
  startSpan(name: string, options: SpanOptions): Span
  /** Sends what is left, within so many milliseconds. */
  close(grace: number): Promise<void>
}

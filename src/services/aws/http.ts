import type { IncomingHttpHeaders } from 'node:http'

/** One call as received: the whole body as bytes, since a signature covers them. */
export interface WireRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The part after the question mark, still encoded; empty when there is none. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Aborted when the client disconnects, so that its long poll ends. */
  readonly signal: AbortSignal
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The code of an error response, for logs and metrics; the client finds it in the body. */
  readonly errorCode?: string
}

/** The caller, as named by the scope of the signature. */
export interface AwsCaller {
  /** Twelve digits. */
  readonly account: string
  readonly region: string
  /** The trace context of the call, where calls are traced. */
  readonly traceparent?: string
}

/** The call gets no answer: its connection is closed. */
export class ConnectionDroppedError extends Error {
  override readonly name = 'ConnectionDroppedError'
}

/**
 * A service behind the port. It never throws for bad input, and throws ConnectionDroppedError when
 * there is to be no answer.
 */
export type AwsService = (
  request: WireRequest,
  caller: AwsCaller,
  /** The ID of the call, in the headers of the response and wherever the body repeats it. */
  requestId: string,
) => Promise<WireResponse>

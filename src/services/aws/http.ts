import type { IncomingHttpHeaders } from 'node:http'
import type { QueryParams } from './query.js'
import type { RequestSignature } from './sigv4.js'

/** A request as it came over the wire, its body whole and as bytes: this is what a signature covers. */
export interface WireRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The part after the question mark, still encoded; empty when there is none. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** One call, parsed once: everything after the parser takes operation, caller and fields from here. */
export interface AwsCall extends WireRequest {
  /** In the headers of the response and wherever its body repeats it. */
  readonly requestId: string
  /** `undefined` when the request is for no service that answers here. */
  readonly service: string | undefined
  /** As the caller spells it; empty when the request names none. */
  readonly operation: string
  /** `json` when the operation is named in `X-Amz-Target`, `query` when it is the field `Action`. */
  readonly protocol: 'json' | 'query'
  /** The fields of the query protocol; empty in the JSON protocol. */
  readonly params: QueryParams
  /** Twelve digits. */
  readonly account: string
  readonly region: string
  /** `undefined` when the request is not signed. */
  readonly signature: RequestSignature | undefined
  /** The trace context to pass on, when the call is traced. */
  readonly traceparent: string | undefined
  /** Aborted when the client disconnects. A function, because most calls end long before that matters. */
  readonly signal: () => AbortSignal
  /** Whether the client still waits for the response. */
  readonly isConnected: () => boolean
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The code of an error response, for logs and metrics. */
  readonly errorCode?: string
  /** What the caller can do about an error here, for the log. */
  readonly hint?: string
  /** The internal error behind a failure, for the log; never sent to the caller. */
  readonly cause?: unknown
}

/** A service behind the port. Invalid input is an error response, never an exception. */
export type AwsService = (call: AwsCall) => Promise<WireResponse>

import type { IncomingHttpHeaders } from 'node:http'

/** One call as it came over the wire: its body whole, as bytes, since a signature covers them. */
export interface WireRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** What follows the question mark, still encoded; empty when there is none. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Aborted when the client has gone: a long poll for nobody should end. */
  readonly signal: AbortSignal
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The name of the fault that it tells, for whoever watches; the wire has it in the body. */
  readonly errorCode?: string
}

/** Who calls, as far as the signature's scope tells. */
export interface AwsCaller {
  /** Twelve digits. */
  readonly account: string
  readonly region: string
  /** Names the call to whatever follows from it, where it is traced. */
  readonly traceparent?: string
}

/** The call is not answered: its connection is cut. */
export class ConnectionDroppedError extends Error {
  override readonly name = 'NoAnswer'
}

/**
 * A service behind the port: a request comes in, a response goes out; it never throws for bad input,
 * and throws NoAnswer when there is to be none.
 */
export type AwsService = (
  request: WireRequest,
  caller: AwsCaller,
  /** The one ID of the call, in its answer's headers and wherever the body repeats it. */
  requestId: string,
) => Promise<WireResponse>

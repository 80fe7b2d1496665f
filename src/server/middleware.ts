import type { IncomingMessage, ServerResponse } from 'node:http'

/** What Express's router dispatches a request to. */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

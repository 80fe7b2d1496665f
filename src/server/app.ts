import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import createRouter from 'router'
import { readBody } from '../services/aws/body.js'
import { errorResponse, internalFailure, unknownOperation } from '../services/aws/wire-error.js'
import { type AwsHandlerOptions, awsHandler } from './aws-handler.js'
import type { Middleware } from './middleware.js'

export interface AppOptions {
  readonly aws: AwsHandlerOptions
  /** Logs the requests of pages and of the control API. */
  readonly logPageRequest: Middleware
  /** Loads the Express application of the pages and the control API. */
  readonly loadControlApp: () => Promise<Middleware>
}

/**
 * The whole HTTP side, in the order in which it is tried. Express's router dispatches every request;
 * `express()`, which costs several times as much for each, is loaded with the first page.
 */
export function createApp({ aws, logPageRequest, loadControlApp }: AppOptions): Middleware {
  const router = createRouter()
  router.use(awsHandler(aws))
  router.use(readUpgradeBody(aws.maxBodyBytes))
  router.use(logPageRequest)
  router.use(loadOnFirstRequest(loadControlApp))
  return router
}

/** The app as the only handler of a port: no request goes past it. */
export const requestListener =
  (app: Middleware, report: (error: unknown) => void): RequestListener =>
  (request, response) =>
    app(request, response, (error) => {
      // A stopping emulator has answered in the meantime.
      if (response.writableEnded) return
      if (error) report(error)
      if (response.headersSent) return response.destroy()
      const wireError = error ? internalFailure : unknownOperation
      const { status, headers, body } = errorResponse(wireError, request, 'none')
      response.writeHead(status, headers).end(body)
    })

/**
 * Java's client asks each server for HTTP/2 with its first call. Node carries on in HTTP/1.1, but
 * loses the next request if it arrives in one piece with this one's body, as it does when the client
 * has its response before it has sent the body. So the body is read where no handler reads it.
 */
const readUpgradeBody =
  (maxBytes: number): Middleware =>
  (request, _response, next) => {
    if (!requestsUpgrade(request)) return next()
    const carryOn = () => next()
    readBody(request, maxBytes).then(carryOn, carryOn)
  }

const requestsUpgrade = ({ method, headers }: IncomingMessage): boolean =>
  headers.upgrade !== undefined && /^(GET|HEAD|DELETE)$/.test(method ?? '')

function loadOnFirstRequest(load: () => Promise<Middleware>): Middleware {
  let loading: Promise<Middleware> | undefined
  return (request: IncomingMessage, response: ServerResponse, next) => {
    loading ??= load()
    loading.then((app) => app(request, response, next)).catch(next)
  }
}

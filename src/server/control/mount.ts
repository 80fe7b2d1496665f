import express, { type IRouter, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { readAccess } from '../security/access-tokens.js'
import {
  type AnyPlainRoute,
  type AnyRoute,
  isPlainRoute,
  parseRouteName,
  pathParameterNames,
} from './api.js'
import { badRequest } from './api-error.js'
import type { ControlAppDependencies } from './dependencies.js'
import { limitLongPolls } from './limit-long-polls.js'
import { validate } from './validate.js'

/** Registers routes with Express, in their order. */
export function mount(
  router: IRouter,
  routes: readonly (AnyRoute | AnyPlainRoute)[],
  dependencies: ControlAppDependencies,
): void {
  const waiting = limitLongPolls(dependencies.limiter)
  for (const each of routes) {
    const { method, path } = parseRouteName(each.name)
    const handlers = isPlainRoute(each)
      ? [checkPlainRequest(path, each), each.respond(dependencies)]
      : [...parseBody(method, each, dependencies), createHandler(path, each, dependencies)]
    router[method.toLowerCase() as 'get'](
      path.replace(/\{(\w+)\}/g, ':$1'),
      ...(each.isLongPoll ? [waiting] : []),
      ...handlers,
    )
  }
}

const nothing = z.strictObject({})

function parseBody(
  method: string,
  { takesFile, bodyLimit }: AnyRoute,
  { maxUploadBytes }: ControlAppDependencies,
): readonly RequestHandler[] {
  if (method === 'GET') return []
  if (takesFile) return [express.raw({ limit: maxUploadBytes, type: () => true })]
  // Some clients send `null` for no body.
  return [requireJson, express.json({ limit: bodyLimit, strict: false })]
}

/**
 * Also without a body: a form or an image of another site cannot send this type, and a script of one
 * only with the consent of a preflight response.
 */
const requireJson: RequestHandler = ({ headers }, _response, next) => {
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? ''))
    throw badRequest(
      'Send "Content-Type: application/json" with every POST, PUT and DELETE, with or without a body.',
    )
  next()
}

const checkPlainRequest =
  (path: string, each: AnyPlainRoute): RequestHandler =>
  ({ params, query }, _response, next) => {
    validate(parameterSchema(path, each), params, 'path parameter')
    validate(each.query ?? nothing, query, 'query parameter')
    next()
  }

function createHandler(
  path: string,
  each: AnyRoute,
  dependencies: ControlAppDependencies,
): RequestHandler {
  const { query = nothing, body = nothing, takesFile, status = 200 } = each
  const parameters = parameterSchema(path, each)

  return async (request, response) => {
    const signal = abortAtEnd(response, each.isLongPoll ? dependencies.limiter.stopping : undefined)
    const { headers } = request
    const result = await each.handle(
      {
        params: validate(parameters, request.params, 'path parameter'),
        query: validate(query, request.query, 'query parameter'),
        body: takesFile ? undefined : validate(body, request.body ?? {}, 'body member'),
        file: {
          type: headers['content-type'] ?? 'application/octet-stream',
          content: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        },
        headers,
        signal,
        access: readAccess(response),
      },
      dependencies,
    )
    if (request.method !== 'GET') await dependencies.committed?.()
    // The emulator has stopped in the meantime, and has answered.
    if (response.headersSent) return
    if (each.stopsEmulator) return dependencies.stop(response, result as object)
    if (each.response === undefined) response.status(204).end()
    else response.status(status).json(result)
  }
}

/** Aborted when the response closes, or when the emulator stops. */
function abortAtEnd(response: Response, stopping: AbortSignal | undefined): AbortSignal {
  const ended = new AbortController()
  const end = () => ended.abort()
  if (stopping?.aborted) end()
  stopping?.addEventListener('abort', end)
  response.on('close', () => {
    stopping?.removeEventListener('abort', end)
    end()
  })
  return ended.signal
}

const parameterSchema = (path: string, { parameters = {} }: AnyRoute | AnyPlainRoute) =>
  z.object(
    Object.fromEntries(
      pathParameterNames(path).map((name) => [name, parameters[name] ?? z.string()]),
    ),
  )

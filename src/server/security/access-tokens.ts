import type { Request, RequestHandler, Response } from 'express'
import { renderPlainPage } from '../html.js'
import type { Access, AccessControl } from './access-control.js'

/** Answers a request that lacks a token. */
type Refuse = (response: Response) => void

/**
 * Requires a token or a session in `Authorization`, which no browser sends by itself, or a ticket at
 * the end of the address. Without a configured token every request passes.
 */
export function requireToken(
  accessControl: AccessControl | undefined,
  refuse: Refuse = refuseWithJson,
): RequestHandler {
  if (!accessControl) return (_request, _response, next) => next()
  return async (request, response, next) => {
    const { path, ticket } = parseTicket(request)
    const access =
      ticket === undefined
        ? await authenticate(accessControl, request)
        : await accessControl.useTicket(ticket, path)
    if (!access) return (ticket === undefined ? refuse : refuseWithPage)(response)
    response.locals.access = access
    // The handlers know no ticket, and the query of a HIT's page is MTurk's.
    request.url = path
    next()
  }
}

/** What a request that passed may do; `undefined` when no token is configured. */
export const readAccess = ({ locals }: Response): Access | undefined => locals.access

function parseTicket({ method, url }: Request): {
  readonly path: string
  readonly ticket?: string
} {
  const found = method === 'GET' ? /[?&]ticket=([^?&]*)$/.exec(url) : null
  return found ? { path: url.slice(0, found.index), ticket: found[1] } : { path: url }
}

async function authenticate(
  accessControl: AccessControl,
  { method, path, headers }: Request,
): Promise<Access | undefined> {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  return bearer === undefined ? undefined : accessControl.authenticate(bearer, { method, path })
}

const refuseWithJson: Refuse = (response) =>
  void response.status(401).set('www-authenticate', 'Bearer').json({
    error: 'Unauthorized',
    message: 'This mturk-local requires a token: send "Authorization: Bearer …".',
  })

/** For what is shown in a frame. */
export const refuseWithPage: Refuse = (response) =>
  void response
    .status(401)
    .type('html')
    .send(
      renderPlainPage(
        'Token',
        '<p>This address is valid once, and for a short time. Reload the page that shows it.</p>',
      ),
    )

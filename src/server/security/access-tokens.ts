import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { renderPlainPage } from '../html.js'
import { isPage } from './same-origin.js'

export interface Tokens {
  /** Allows every request. */
  readonly token: string | undefined
  /** Allows the worker site and the worker API only. */
  readonly workerToken: string | undefined
}

/**
 * Requires a token: a program sends it in `Authorization`; a person opens a page with `?token=` once,
 * and the browser keeps a cookie derived from it. Without a configured token every request passes.
 */
export function requireToken({ token, workerToken }: Tokens): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next()
  const credentials = [createCredential(token, allowAll)]
  if (workerToken !== undefined) credentials.push(createCredential(workerToken, isWorkerRequest))

  return (request, response, next) => {
    const applicable = credentials.filter(({ allows }) => allows(request))
    const presented = applicable.find((key) => isPresented(key, request))
    if (presented) {
      response.locals.key = presented
      return next()
    }

    const url = new URL(request.originalUrl, 'http://here')
    const urlToken = url.searchParams.get('token')
    const isLogin = request.method === 'GET' && isPage(request.path)
    const key = applicable.find(
      (each) => urlToken !== null && timingSafeEquals(urlToken, each.token),
    )
    if (!isLogin || !key) return respondUnauthorized(response, isLogin)
    url.searchParams.delete('token')
    response
      .cookie(key.cookieName, key.cookieValue, { httpOnly: true, sameSite: 'lax', path: '/' })
      // The token must not stay in the address; two leading slashes would lead to another host.
      .redirect(303, url.pathname.replace(/^\/+/, '/') + url.search)
  }
}

interface Credential {
  readonly token: string
  /** The cookie's name and value. */
  readonly cookieName: string
  readonly cookieValue: string
  readonly allows: (request: Request) => boolean
}

// Both are derived from the token: emulators on one machine share the cookies of their host and must
// not overwrite each other's, and no browser should store the token itself.
const createCredential = (token: string, allows: Credential['allows']): Credential => ({
  token,
  cookieName: `mturk-local-${hmac(token, 'name').slice(0, 12)}`,
  cookieValue: hmac(token, 'pass'),
  allows,
})

/** The cookie counts only when the request has no bearer token. */
function isPresented({ token, cookieName, cookieValue }: Credential, request: Request): boolean {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer === undefined
    ? timingSafeEquals(readCookie(request, cookieName) ?? '', cookieValue)
    : timingSafeEquals(bearer, token)
}

/** Whether the request needed no token, or came with the one that allows everything. */
export const hasFullAccess = ({ locals }: Response): boolean =>
  locals.key === undefined || (locals.key as Credential).allows === allowAll

const allowAll = () => true

/** The worker site and its requests; only the developer may change what is known of a worker. */
function isWorkerRequest({ method, path }: Request): boolean {
  if (/^\/worker(\/|$)/.test(path)) return method === 'GET' || method === 'HEAD'
  const match = /^\/_mturk\/workers\/[^/]+(\/[^/]|$)/.exec(path)
  return match !== null && (method === 'GET' || match[1] !== '')
}

const hmac = (token: string, purpose: string): string =>
  createHmac('sha256', token).update(purpose).digest('hex')

/** Takes the same time for every wrong value, of any length. */
const timingSafeEquals = (actual: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(hmac(actual, 'same')), Buffer.from(hmac(expected, 'same')))

const readCookie = ({ headers }: Request, name: string): string | undefined =>
  (headers.cookie ?? '')
    .split(/; */)
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1)

function respondUnauthorized(response: Response, isLogin: boolean): void {
  response.status(401).set('www-authenticate', 'Bearer')
  if (isLogin) response.type('html').send(renderPlainPage('Token', loginForm))
  else
    response.json({
      error: 'Unauthorized',
      message: 'This mturk-local requires a token: send "Authorization: Bearer …".',
    })
}

const loginForm = `<form>
<p><label>This mturk-local requires a token.<br>
<input name="token" type="password" required autofocus autocomplete="off"></label>
<button>Log in</button></p>
</form>`

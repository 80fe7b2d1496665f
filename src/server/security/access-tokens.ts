import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { plainPage } from '../html.js'
import { isPage } from './same-origin.js'

export interface Tokens {
  /** Opens everything. */
  readonly token: string | undefined
  /** Opens the worker site and the worker's door, and no more. */
  readonly workerToken: string | undefined
}

/**
 * Lets in whoever knows a token: a program says it in `Authorization`, a person opens a page with
 * `?token=` once, and the browser keeps a cookie made from it. Without a token the door is open.
 */
export function tokenDoor({ token, workerToken }: Tokens): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next()
  const keys = [keyOf(token, everything)]
  if (workerToken !== undefined) keys.push(keyOf(workerToken, isForWorkers))

  return (request, response, next) => {
    const fitting = keys.filter(({ opens }) => opens(request))
    const shown = fitting.find((key) => isShown(key, request))
    if (shown) {
      response.locals.key = shown
      return next()
    }

    const url = new URL(request.originalUrl, 'http://here')
    const given = url.searchParams.get('token')
    const isLogin = request.method === 'GET' && isPage(request.path)
    const key = fitting.find((each) => given !== null && isSame(given, each.token))
    if (!isLogin || !key) return refuse(response, isLogin)
    url.searchParams.delete('token')
    response
      .cookie(key.name, key.pass, { httpOnly: true, sameSite: 'lax', path: '/' })
      // The link's token does not stay in the address; two slashes would lead to another host.
      .redirect(303, url.pathname.replace(/^\/+/, '/') + url.search)
  }
}

interface Key {
  readonly token: string
  /** The cookie's name and value. */
  readonly name: string
  readonly pass: string
  readonly opens: (request: Request) => boolean
}

// Made from the token, so that emulators on one machine, whose ports share their cookies, do not
// overwrite each other's, and so that no browser keeps the token itself.
const keyOf = (token: string, opens: Key['opens']): Key => ({
  token,
  name: `mturk-local-${sealOf(token, 'name').slice(0, 12)}`,
  pass: sealOf(token, 'pass'),
  opens,
})

/** A program says the token itself; where it says none, a browser may show the cookie. */
function isShown({ token, name, pass }: Key, request: Request): boolean {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer === undefined ? isSame(cookieIn(request, name) ?? '', pass) : isSame(bearer, token)
}

/** Whether whoever asks came in by a door that is open, or by the token that opens everything. */
export const opensAll = ({ locals }: Response): boolean =>
  locals.key === undefined || (locals.key as Key).opens === everything

const everything = () => true

/** The pages for workers, and what they ask for; what is known of a worker, only the developer says. */
function isForWorkers({ method, path }: Request): boolean {
  if (/^\/worker(\/|$)/.test(path)) return method === 'GET' || method === 'HEAD'
  const deed = /^\/_mturk\/workers\/[^/]+(\/[^/]|$)/.exec(path)
  return deed !== null && (method === 'GET' || deed[1] !== '')
}

const sealOf = (token: string, what: string): string =>
  createHmac('sha256', token).update(what).digest('hex')

/** Takes as long for a near miss as for a wild guess, whatever the lengths. */
const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(sealOf(given, 'same')), Buffer.from(sealOf(wanted, 'same')))

const cookieIn = ({ headers }: Request, name: string): string | undefined =>
  (headers.cookie ?? '')
    .split(/; */)
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1)

function refuse(response: Response, isLogin: boolean): void {
  response.status(401).set('www-authenticate', 'Bearer')
  if (isLogin) response.type('html').send(plainPage('Token', askForIt))
  else
    response.json({
      error: 'Unauthorized',
      message: 'This mturk-local asks for its token: send it as "Authorization: Bearer …".',
    })
}

const askForIt = `<form>
<p><label>This mturk-local was started with a token.<br>
<input name="token" type="password" required autofocus autocomplete="off"></label>
<button>Enter</button></p>
</form>`

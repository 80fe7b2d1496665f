import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { isPage } from './guard.js'
import { plainPage } from './plain-page.js'

/**
 * Lets in whoever knows the token: a program says it in `Authorization`, a person opens a page with
 * `?token=` once, and the browser keeps a cookie made from it. Without a token the door is open.
 */
export function tokenDoor(token: string | undefined): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next()
  // Made from the token, so that emulators on one machine, whose ports share their cookies, do not
  // overwrite each other's, and so that no browser keeps the token itself.
  const name = `mturk-local-${sealOf(token, 'name').slice(0, 12)}`
  const pass = sealOf(token, 'pass')

  return (request, response, next) => {
    const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined && isSame(bearer, token)) return next()
    const shown = cookieIn(request, name)
    if (bearer === undefined && shown !== undefined && isSame(shown, pass)) return next()

    const url = new URL(request.originalUrl, 'http://here')
    const given = url.searchParams.get('token')
    const isLogin = request.method === 'GET' && isPage(request.path)
    if (!isLogin || given === null || !isSame(given, token)) return refuse(response, isLogin)
    url.searchParams.delete('token')
    response
      .cookie(name, pass, { httpOnly: true, sameSite: 'lax', path: '/' })
      // The link's token does not stay in the address; two slashes would lead to another host.
      .redirect(303, url.pathname.replace(/^\/+/, '/') + url.search)
  }
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

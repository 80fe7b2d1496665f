import type { RequestHandler } from 'express'
import { inlineStyleHash } from '../html.js'

/** What every answer to a browser carries: nothing is run, shown or framed that is not ours. */
export const pageHeaders: RequestHandler = ({ path }, response, next) => {
  const isWorkerSite = /^\/worker(\/|$)/.test(path)
  const isExternalSubmit = path === '/mturk/externalSubmit'
  response.set({
    ...baseHeaders,
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' ${inlineStyleHash}`,
      // What a QuestionForm shows lies where its requester put it.
      `img-src 'self' data:${isWorkerSite ? ' http: https:' : ''}`,
      ...(isWorkerSite ? ['media-src http: https:'] : []),
      "font-src 'self'",
      "connect-src 'self'",
      // An ExternalQuestion is a page of the requester's own site.
      isWorkerSite ? 'frame-src http: https:' : "frame-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      // What a HIT's page posts is answered in the worker site's frame.
      isExternalSubmit ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
    ].join('; '),
    // What an ExternalQuestion opens in a window of its own may talk to the question.
    'cross-origin-opener-policy': isWorkerSite ? 'same-origin-allow-popups' : 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  next()
}

/** No guessing of types, no telling where one came from, and nothing is kept. */
export const baseHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

import type { RequestHandler } from 'express'
import { inlineStyleHash } from '../html.js'

/** Headers of every page: it runs, loads and frames nothing of other origins, unless noted. */
export const pageHeaders: RequestHandler = ({ path }, response, next) => {
  const isWorkerSite = /^\/worker(\/|$)/.test(path)
  const isExternalSubmit = path === '/mturk/externalSubmit'
  response.set({
    ...baseHeaders,
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' ${inlineStyleHash}`,
      // The media of a QuestionForm are on the requester's servers.
      `img-src 'self' data:${isWorkerSite ? ' http: https:' : ''}`,
      ...(isWorkerSite ? ['media-src http: https:'] : []),
      "font-src 'self'",
      "connect-src 'self'",
      // An ExternalQuestion is a page on the requester's server.
      isWorkerSite ? 'frame-src http: https:' : "frame-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      // The response to a HIT's form is shown in the frame of the worker site.
      isExternalSubmit ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
    ].join('; '),
    // A window that an ExternalQuestion opens must be able to post messages to it.
    'cross-origin-opener-policy': isWorkerSite ? 'same-origin-allow-popups' : 'same-origin',
    // A HIT's page may post its answer in any way that browsers have.
    'cross-origin-resource-policy': isExternalSubmit ? 'cross-origin' : 'same-origin',
    'permissions-policy': isWorkerSite ? frameFeatures : noFeatures,
  })
  next()
}

/** What the pages of HITs may use in their frame; the browser still asks the worker. */
const features = ['camera', 'microphone', 'autoplay', 'fullscreen']
const frameFeatures = features.map((feature) => `${feature}=*`).join(', ')
const noFeatures = features.map((feature) => `${feature}=()`).join(', ')

/** No type sniffing, no referrer, no caching. */
export const baseHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

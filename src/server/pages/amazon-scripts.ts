import { join } from 'node:path'
import express, { type Express } from 'express'
import { staticRoot } from './static-root.js'

const scripts = ['crowd-html-elements.js', 'externalHIT_v1.js']

/**
 * Serves scripts under the names of Amazon's own, which requesters' pages load. Those pages have other
 * or opaque origins, so any origin may load the scripts; they contain nothing private.
 */
export function amazonScriptRoutes(app: Express): void {
  const serveFile = express.static(join(staticRoot(), 'mturk'), { index: false, redirect: false })
  app.get(
    scripts.map((name) => `/mturk/${name}`),
    (request, response, next) => {
      response.set({
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      })
      request.url = request.url.replace('/mturk', '')
      serveFile(request, response, next)
    },
  )
}

import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import express, { type Express } from 'express'
import { documentationRoutes } from './documentation.js'
import { staticRoot } from './static-root.js'

/** Sites for browsers, each under its own path. */
const sites = ['console', 'worker'] as const

/** Serves the sites from where the build wrote them. */
export function siteRoutes(app: Express): void {
  app.get('/', (_, response) => response.redirect('/console'))

  documentationRoutes(app)
  const root = staticRoot()
  for (const site of sites) {
    const folder = join(root, site)
    app.use(`/${site}/assets`, express.static(join(folder, 'assets'), assetOptions))
    // The view is chosen in the browser, by the path.
    app.get([`/${site}`, `/${site}/{*view}`], (request, response, next) => {
      if (request.path.startsWith(`/${site}/assets/`)) return next()
      response.sendFile('index.html', { root: folder }, (error) => {
        if (error && !response.headersSent)
          next(
            Object.assign(new Error(`The ${site} was not built: npm run build.`), { status: 404 }),
          )
      })
    })
  }
}

/** File names contain a hash of the content, so a browser may cache them forever. */
const assetOptions = {
  index: false,
  redirect: false,
  setHeaders: (response: ServerResponse) =>
    void response.setHeader('cache-control', 'public, max-age=31536000, immutable'),
}

import express, { type Express } from 'express'
import { amazonScriptRoutes } from '../pages/amazon-scripts.js'
import { externalSubmitRoutes } from '../pages/external-submit.js'
import { fileDownloadRoutes } from '../pages/file-downloads.js'
import { mturkRedirects } from '../pages/mturk-redirects.js'
import { questionRoutes } from '../pages/questions.js'
import { siteRoutes } from '../pages/sites.js'
import { refuseWithPage, requireToken } from '../security/access-tokens.js'
import { pageHeaders } from '../security/headers.js'
import { refuseNotifications } from '../security/refuse-notifications.js'
import { requireSameOrigin } from '../security/same-origin.js'
import { notFound } from './api-error.js'
import type { ControlAppDependencies } from './dependencies.js'
import { handleErrors } from './handle-errors.js'
import { mount } from './mount.js'
import { controlRoutes } from './routes/index.js'

/** The Express application behind AWS calls: the console, the worker site and the control API. */
export function createControlApp(dependencies: ControlAppDependencies): Express {
  const { controlHosts, isProxied, accessControl, marketplace, report } = dependencies
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(pageHeaders)
  app.use(refuseNotifications)
  mount(
    app,
    controlRoutes.filter(({ isPublic }) => isPublic),
    dependencies,
  )
  // Other sites may use these, as on MTurk.
  externalSubmitRoutes(app, dependencies)
  amazonScriptRoutes(app)
  fileDownloadRoutes(app, marketplace)
  app.use(
    requireSameOrigin({
      hosts: controlHosts,
      requiresToken: accessControl !== undefined,
      isProxied,
    }),
  )
  mturkRedirects(app)
  // Before the sites: its path is within that of the worker site.
  questionRoutes(app, marketplace, requireToken(accessControl, refuseWithPage))
  // They hold no data: their scripts ask for the token, and send it with each request.
  siteRoutes(app)
  app.use(requireToken(accessControl))
  mount(
    app,
    controlRoutes.filter(({ isPublic }) => !isPublic),
    dependencies,
  )
  app.use(({ method, path }) => notFound(`There is no ${method} ${path} here.`))
  app.use(handleErrors(report))
  return app
}

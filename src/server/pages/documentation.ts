import { dirname, join } from 'node:path'
import type { Express } from 'express'
import { staticRoot } from './static-root.js'

/** Files of the documentation that the package contains. */
const documentationFile = /^(docs\/[\w/-]+\.(md|png)|[A-Z]+\.md)$/

/** Serves the documentation as Markdown; the console renders it. */
export function documentationRoutes(app: Express): void {
  const packageRoot = join(dirname(staticRoot()), '..')
  app.get('/console/files/{*file}', ({ params }, response, next) => {
    const file = (params.file as unknown as readonly string[]).join('/')
    const fail = () =>
      next(Object.assign(new Error(`This installation has no file ${file}.`), { status: 404 }))
    if (!documentationFile.test(file)) return fail()
    response.sendFile(file, { root: packageRoot }, (error) => {
      if (error && !response.headersSent) fail()
    })
  })
}

import { join } from 'node:path'
import express, { type Express } from 'express'
import { staticRoot } from './static-root.js'

/** The file that is served under each name; the elements of both versions are in one, and one is ours. */
const files: Readonly<Record<string, string>> = {
  'crowd-html-elements.js': 'crowd-html-elements.js',
  'crowd-html-elements-v2.js': 'crowd-html-elements.js',
  'externalHIT_v1.js': 'externalHIT_v1.js',
  'keep-draft.js': 'keep-draft.js',
}
/** The elements bring their own styles. */
const emptyStyleSheets = ['crowd-html-elements.css', 'crowd-html-elements-v2.css']

const sharingHeaders = {
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}

/**
 * Serves scripts under the names of Amazon's own, which requesters' pages load. Those pages have other
 * or opaque origins, so any origin may load the scripts; they contain nothing private.
 */
export function amazonScriptRoutes(app: Express): void {
  const serveFile = express.static(join(staticRoot(), 'mturk'), { index: false, redirect: false })
  app.get(
    Object.keys(files).map((name) => `/mturk/${name}`),
    (request, response, next) => {
      response.set(sharingHeaders)
      request.url = `/${files[request.path.slice('/mturk/'.length)]}`
      serveFile(request, response, next)
    },
  )
  app.get(
    emptyStyleSheets.map((name) => `/mturk/${name}`),
    (_request, response) => {
      response.set(sharingHeaders).type('css').send('')
    },
  )
}

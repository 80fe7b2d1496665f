import express, { type Express, type Response } from 'express'
import { z } from 'zod'
import { WorkerError } from '../../domain/errors.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import { readUploadedFile } from '../../mturk/workers/uploads.js'
import { submitWork } from '../../mturk/workers/work.js'
import { readCallOptions } from '../control/read-call-options.js'
import { escapeHtml, renderPlainPage } from '../html.js'
import { amazonScriptRoutes } from './amazon-scripts.js'

const fileLinkQuery = z.object({
  expires: z.coerce.number().int(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
})

/** What other sites may use as on MTurk: a HIT's page posts its answer, a program fetches a file. */
export function publicPageRoutes(app: Express, marketplace: Marketplace): void {
  const parseForm = express.urlencoded({ extended: false, limit: '1mb' })
  app.post('/mturk/externalSubmit', parseForm, async (request, response) => {
    const { assignmentId, ...fields } = (request.body ?? {}) as Record<string, string | string[]>
    if (typeof assignmentId !== 'string' || assignmentId === 'ASSIGNMENT_ID_NOT_AVAILABLE')
      return sendPage(response, 400, 'This is a preview. Accept the HIT before you submit it.')
    try {
      const options = readCallOptions(marketplace, request.headers)
      await submitWork(marketplace, assignmentId, fields, undefined, options)
      sendPage(response, 200, 'Your work was submitted.')
    } catch (error) {
      if (!(error instanceof WorkerError)) throw error
      sendPage(response, 409, error.message)
    }
  })

  amazonScriptRoutes(app)
  app.get('/mturk/files/:key', async ({ params: { key }, query }, response) => {
    const parsedLink = fileLinkQuery.safeParse(query)
    const file = parsedLink.success
      ? await readUploadedFile(marketplace, key, parsedLink.data)
      : undefined
    if (!file) return sendPage(response, 403, 'This link is not valid, or has expired.')
    // A browser saves what a worker uploaded, and never displays it as a page of this site.
    response
      .set({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${key}"`,
        'content-security-policy': "sandbox; default-src 'none'",
      })
      .send(file.content)
  })
}

const sendPage = (response: Response, status: number, message: string): void =>
  void response
    .status(status)
    .type('html')
    .send(renderPlainPage('Your work', `<p>${escapeHtml(message)}</p>`))

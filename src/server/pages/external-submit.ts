import type { ErrorRequestHandler, Express, RequestHandler } from 'express'
import { WorkerError } from '../../domain/errors.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import { type PostedFile, submitForm } from '../../mturk/workers/submit-form.js'
import { readCallOptions } from '../control/read-call-options.js'
import { readSubmission, submissionBodyParsers } from './read-submission.js'
import { SubmissionError } from './submission-error.js'
import { sendWorkerPage } from './worker-page.js'

interface ExternalSubmitDependencies {
  readonly marketplace: Marketplace
  /** Of one file, in bytes. */
  readonly maxUploadBytes: number
}

/** Takes what the page of a HIT submits, from any site, as on MTurk. */
export function externalSubmitRoutes(
  app: Express,
  { marketplace, maxUploadBytes }: ExternalSubmitDependencies,
): void {
  const submit: RequestHandler = async (request, response) => {
    const { assignmentId, ...form } = await readSubmission(request, maxUploadBytes)
    const options = readCallOptions(marketplace, request.headers)
    const { unstoredFiles } = await submitForm(marketplace, assignmentId, form, options)
    sendWorkerPage(response, 200, `Your work was submitted.${describeUnstored(unstoredFiles)}`)
  }

  app
    .route('/mturk/externalSubmit')
    .all(allowOpaqueOrigin)
    .post(...submissionBodyParsers(maxUploadBytes), submit)
    .get((_request, response) => {
      response.set('allow', 'POST')
      sendWorkerPage(response, 405, 'A HIT is submitted with POST: its form needs method="post".')
    })
    .all(sendRefusal)
}

/**
 * The page of an HTMLQuestion has an opaque origin, which browsers send as `null`. It may submit JSON,
 * for which browsers ask first, and read the response. Pages of other origins are not answered here.
 */
const allowOpaqueOrigin: RequestHandler = ({ method, headers }, response, next) => {
  response.vary('origin')
  if (headers.origin !== 'null') return next()
  response.set('access-control-allow-origin', 'null')
  if (method !== 'OPTIONS') return next()
  response
    .status(204)
    .set({ 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' })
    .end()
}

/** Answers with a page: it is shown where the form of the HIT was. */
const sendRefusal: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const { status, message } = describeRefusal(error)
  if (message === undefined) return next(error)
  sendWorkerPage(response, status, message)
}

function describeRefusal(error: unknown): { readonly status: number; readonly message?: string } {
  if (error instanceof SubmissionError) return error
  if (error instanceof WorkerError) return { status: 409, message: error.message }
  const { type, limit, status = 500 } = error as BodyParserError
  switch (type) {
    case 'entity.too.large':
      return { status, message: `The submission is too large: at most ${limit} bytes.` }
    case 'parameters.too.many':
      return { status, message: 'The submission has too many fields: at most 1000.' }
    case 'entity.parse.failed':
      return { status, message: 'The submission is not valid JSON.' }
    case undefined:
      return { status }
    default:
      return { status, message: 'The submission cannot be read.' }
  }
}

/** What Express's body parsers add to an error. */
interface BodyParserError {
  readonly type?: string
  readonly limit?: number
  readonly status?: number
}

const describeUnstored = (files: readonly PostedFile[]): string =>
  files.length === 0
    ? ''
    : ` Of ${files.map(({ name }) => name).join(', ')} only the name is part of the answer: the HIT has no FileUploadAnswer for it.`

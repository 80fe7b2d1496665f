import type { ErrorRequestHandler } from 'express'
import { BatchInputError } from '../../domain/batches/input-error.js'
import { WorkerError } from '../../domain/errors.js'
import { FaultRuleError } from '../../faults/rule-text.js'
import { AdvanceStoppedError } from '../../mturk/scheduler/clock-advances.js'
import { SnsError } from '../../services/sns/errors.js'
import { SqsError } from '../../services/sqs/errors.js'
import { ApiError, badRequest } from './api-error.js'

/** Answers every error in the same form. Express knows an error handler by its four parameters. */
export const handleErrors =
  (report: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const { status, code, message } = toApiError(error)
    if (status >= 500 && !(error instanceof ApiError)) report(error)
    response.status(status).json({ error: code, message })
  }

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof FaultRuleError || error instanceof BatchInputError)
    return badRequest(error.message)
  if (error instanceof WorkerError) return new ApiError(409, 'WorkerError', error.message)
  if (error instanceof AdvanceStoppedError)
    return new ApiError(409, 'AdvanceStopped', error.message)
  if (error instanceof SqsError) return new ApiError(error.status, error.type, error.message)
  if (error instanceof SnsError) return new ApiError(error.status, error.code, error.message)
  const { type, limit, status = 500 } = error as ExpressError
  if (status >= 500)
    return new ApiError(500, 'InternalError', 'mturk-local failed; its log says why.')
  if (type === 'entity.parse.failed') return badRequest('The body is not valid JSON.')
  if (type === 'entity.too.large')
    return new ApiError(413, 'BodyTooLarge', `The body is too large: give at most ${limit} bytes.`)
  if (error instanceof URIError) return badRequest('The path is not percent-encoded UTF-8.')
  return new ApiError(
    status,
    status === 404 ? 'NotFound' : 'BadRequest',
    'The request cannot be read.',
  )
}

/** What Express and its body parsers add to an error. */
interface ExpressError {
  readonly type?: string
  readonly limit?: number
  readonly status?: number
}

import { ParameterValidationError, RequestError, ValidationException } from '../../domain/errors.js'

/**
 * Why an operation refused its input, with what to do about it if that is known.
 *
 * @throws the error itself if it is no refusal
 */
export function readRefusal(error: unknown): string {
  if (error instanceof ParameterValidationError)
    return [error.message, error.hint].filter(Boolean).join(' ')
  if (error instanceof RequestError || error instanceof ValidationException) return error.message
  throw error
}

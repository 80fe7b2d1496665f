import type { FaultRule } from '../faults/rule.js'

/** An answer that a fault gives in the service's stead; `timed` ones end in the server's time. */
export interface InjectedError {
  readonly status: number
  readonly type: string
  readonly message: string
  readonly turkErrorCode?: string
  /** Of the service itself, which says `Message`; else of the framework, which says `message`. */
  readonly isServiceError?: true
}

/** What MTurk says when it fails as a rule wants it to. */
export function createInjectedError({
  what,
  error = 'ServiceFault',
  message,
}: FaultRule): InjectedError {
  // Captured (amti#12).
  if (what === 'throttle' || error === 'ThrottlingException')
    return { status: 400, type: 'ThrottlingException', message: message ?? 'Rate exceeded' }
  switch (error) {
    case 'ServiceFault':
      return {
        status: 500,
        type: error,
        message: message ?? 'An internal error occurred.',
        turkErrorCode: 'AWS.MechanicalTurk.ServiceFault',
        isServiceError: true,
      }
    // Captured with an empty message (boto3#1288).
    case 'InternalFailure':
      return { status: 500, type: error, message: message ?? '' }
    case 'ServiceUnavailable':
      return { status: 503, type: error, message: message ?? '' }
    case 'ParameterValidationError':
      return { status: 400, type: error, message: message ?? genericMessage, isServiceError: true }
    case 'ValidationException':
    case 'AccessDeniedException':
      return { status: 400, type: error, message: message ?? '' }
    default:
      return {
        status: 400,
        type: 'RequestError',
        message: message ?? genericMessage,
        turkErrorCode: error,
        isServiceError: true,
      }
  }
}

/** The text the service is known to give when it has no better one (pyMTurkR#19). */
const genericMessage = 'There was an error with this request.'

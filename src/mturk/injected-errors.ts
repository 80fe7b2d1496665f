import type { FaultRule } from '../faults/rule.js'

/** An error response that fault injection returns instead of MTurk's own. */
export interface InjectedError {
  readonly status: number
  readonly type: string
  readonly message: string
  readonly turkErrorCode?: string
  /** The parameter that a ParameterValidationError is about. */
  readonly parameter?: string
  /** The service writes `Message` and appends its time; the framework in front of it writes `message`. */
  readonly isServiceError?: true
}

/**
 * The error that MTurk returns when it fails as a rule demands.
 *
 * @param firstParameter of the called operation: what a ParameterValidationError is about by default
 */
export function createInjectedError(
  { what, error = 'ServiceFault', message, parameter }: FaultRule,
  firstParameter: string | undefined,
): InjectedError {
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
      return {
        status: 400,
        type: error,
        message: message ?? genericMessage,
        parameter: parameter ?? firstParameter,
        turkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue',
        isServiceError: true,
      }
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

/** The service's message when it has no specific one (pyMTurkR#19). */
const genericMessage = 'There was an error with this request.'
